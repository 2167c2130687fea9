import { itemAt } from '../../values/containers';
import { messageText } from '../../values/value-repr';
import { withEntries, type Value } from '../../values/value';
import { mapAt } from '../world/entry-fields';
import { Refusal, type Tool } from '../tool';
import { FIRST_WORDING } from '../wording';

export const CERTIFICATE_IDS = ['certificate_3221322', 'certificate_3221323', 'certificate_3221324'] as const;

/**
 * Give a user a certificate. The amount is stored and printed as it was given, whatever it is.
 * With all three ids taken it returns nothing, as published.
 *
 * @see Specification of tau-bench airline, section 3, send_certificate
 */
export const sendCertificate: Tool = {
  name: 'send_certificate',
  parameters: ['user_id', 'amount'],
  kind: 'WRITE',
  endsEpisode: false,
  run(given, state) {
    const userId = itemAt(given, 'user_id');
    const user = state.find('users', userId);
    if (user === undefined) throw new Refusal(FIRST_WORDING.userNotFound(userId));
    const methods = mapAt(user, 'payment_methods');
    const id = CERTIFICATE_IDS.find((free) => !methods.has(free));
    if (id === undefined) return null;
    const amount = itemAt(given, 'amount');
    const certificate = new Map<string, Value>([
      ['source', 'certificate'],
      ['amount', amount],
      ['id', id],
    ]);
    state.put(
      'users',
      userId as string,
      withEntries(user, [['payment_methods', withEntries(methods, [[id, certificate]])]]),
    );
    return certificateSentText(id, userId, amount);
  },
};

/** What the tool says of a certificate that it sent. */
export function certificateSentText(id: string, userId: Value, amount: Value): string {
  return `Certificate ${id} added to user ${messageText(userId)} with amount ${messageText(amount)}.`;
}
