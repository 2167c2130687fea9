import { randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import type { HumanTurnState } from '../../../model/enums';
import { HumanTurn } from '../../../model/conversation/human-turn.model';
import { requireRow } from '../../require-row';

/** A question to be asked. */
export type NewHumanTurn = Omit<
  HumanTurn,
  'tenantId' | 'id' | 'createdAt' | 'state' | 'expiresAt' | 'endedAt' | 'answerText' | 'answeredById'
>;

/** An answer, and the key that sent it. */
export type HumanAnswer = { readonly text: string; readonly apiKeyId: string };

/** One exchange of a conversation as seen by the person who plays the user. */
export type HumanExchange = Pick<HumanTurn, 'index' | 'agentText'> & { readonly answerText: string };

/** How a question can end without an answer. */
export type UnansweredState = Exclude<HumanTurnState, 'WAITING' | 'ANSWERED'>;

export class HumanTurnStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** @param lastsMs how long it can be answered, ms */
  async create(turn: NewHumanTurn, lastsMs: number): Promise<HumanTurn> {
    const id = randomUUID();
    await this.manager.insert(HumanTurn, {
      ...turn,
      tenantId: this.tenantId,
      id,
      expiresAt: () => `clock_timestamp() + ${Math.round(lastsMs)} * interval '1 millisecond'`,
    });
    return this.get(id);
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<HumanTurn> {
    return requireRow(await this.manager.findOneBy(HumanTurn, { id }), `human turn ${id}`);
  }

  findMany(ids: readonly string[]): Promise<HumanTurn[]> {
    return this.manager.findBy(HumanTurn, { id: In([...ids]) });
  }

  /** Stores the answer of a turn that is waiting and has not expired. @returns false if it can no longer be answered */
  async answer(id: string, { text, apiKeyId }: HumanAnswer): Promise<boolean> {
    const [, changed] = await this.manager.query<[unknown[], number]>(
      `UPDATE human_turn SET state = 'ANSWERED', answer_text = $2, answered_by_id = $3, ended_at = clock_timestamp()
       WHERE id = $1 AND state = 'WAITING' AND expires_at > clock_timestamp()`,
      [id, text, apiKeyId],
    );
    return changed === 1;
  }

  /** Ends a waiting turn. @returns false if it had already ended */
  async end(id: string, state: UnansweredState): Promise<boolean> {
    const [, changed] = await this.manager.query<[unknown[], number]>(
      `UPDATE human_turn SET state = $2, ended_at = clock_timestamp() WHERE id = $1 AND state = 'WAITING'`,
      [id, state],
    );
    return changed === 1;
  }

  /** Cancels waiting turns of other sessions of a conversation. @returns the cancelled turns */
  cancelOtherSessions(conversationId: string, sessionId: string): Promise<HumanTurn[]> {
    return this.cancelWaiting('conversation_id = $1 AND session_id <> $2', [conversationId, sessionId]);
  }

  /** Cancels waiting turns of a collection. @returns the cancelled turns */
  cancelOfCollection(collectionId: string): Promise<HumanTurn[]> {
    return this.cancelWaiting('collection_id = $1', [collectionId]);
  }

  private async cancelWaiting(which: string, parameters: readonly string[]): Promise<HumanTurn[]> {
    const [rows] = await this.manager.query<[{ id: string }[], number]>(
      `UPDATE human_turn SET state = 'CANCELLED', ended_at = clock_timestamp()
       WHERE state = 'WAITING' AND ${which} RETURNING id`,
      [...parameters],
    );
    return rows.length === 0 ? [] : this.findMany(rows.map((row) => row.id));
  }

  /** The exchanges of the same session before each turn, by turn id. */
  async findExchangesBefore(ids: readonly string[]): Promise<ReadonlyMap<string, HumanExchange[]>> {
    const rows = await this.manager.query<{ id: string; index: number; agent_text: string; answer_text: string }[]>(
      `SELECT turn.id, earlier.index, earlier.agent_text, earlier.answer_text
       FROM human_turn turn JOIN human_turn earlier
         ON earlier.tenant_id = turn.tenant_id AND earlier.session_id = turn.session_id AND earlier.index < turn.index
       WHERE turn.id = ANY($1) AND earlier.state = 'ANSWERED' ORDER BY turn.id, earlier.index`,
      [ids],
    );
    const exchanges = new Map<string, HumanExchange[]>(ids.map((id) => [id, []]));
    for (const { id, index, agent_text: agentText, answer_text: answerText } of rows) {
      exchanges.get(id)?.push({ index, agentText, answerText });
    }
    return exchanges;
  }
}
