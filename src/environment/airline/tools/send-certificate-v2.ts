import { itemAt } from '../../values/containers';
import { readRecord } from '../../values/typed-record';
import { withEntries, type Value } from '../../values/value';
import { mapAt } from '../world/entry-fields';
import { Refusal, type Tool } from '../tool';
import { CERTIFICATE } from '../world/typed-entries';
import { SECOND_WORDING } from '../wording';
import { CERTIFICATE_IDS, certificateSentText } from './send-certificate';

/** Give a user a certificate; its amount becomes a float, the answer prints it as given. @see Specification of tau2-bench airline, section 2 */
export const sendCertificateV2: Tool = {
  name: 'send_certificate',
  parameters: ['user_id', 'amount'],
  kind: 'WRITE',
  endsEpisode: false,
  run(given, state) {
    const userId = itemAt(given, 'user_id');
    const user = state.find('users', userId);
    if (user === undefined) throw new Refusal(SECOND_WORDING.userNotFound(userId));
    const methods = mapAt(user, 'payment_methods');
    const id = CERTIFICATE_IDS.find((free) => !methods.has(free));
    if (id === undefined) throw new Refusal('Too many certificates');
    const amount = itemAt(given, 'amount');
    const certificate = readRecord(
      CERTIFICATE,
      new Map<string, Value>([
        ['source', 'certificate'],
        ['id', id],
        ['amount', amount],
      ]),
    );
    const extended = withEntries(methods, [[id, certificate]]);
    state.put('users', userId as string, withEntries(user, [['payment_methods', extended]]));
    return certificateSentText(id, userId, amount);
  },
};
