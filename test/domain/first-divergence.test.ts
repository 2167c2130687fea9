import { findFirstDivergence } from '../../src/domain/classification/first-divergence';
import type { RecordedTask, RecordedToolCall, RecordedTurn } from '../../src/domain/trajectory';
import { AIRLINE_TOOL_KINDS } from '../../src/environment/airline/tool-kinds';

const TASK: RecordedTask = {
  externalId: '1',
  instruction: 'cancel both',
  goldenActions: [
    { name: 'get_user_details', arguments: '{"user_id":"u1"}' },
    { name: 'cancel_reservation', arguments: '{"reservation_id":"R1"}' },
    { name: 'book_reservation', arguments: '{"user_id":"u1","cabin":"economy","total_baggages":2}' },
  ],
  expectedOutputs: ['1628'],
};

function call(name: string, args: unknown, result = '{}'): RecordedToolCall {
  return { name, arguments: JSON.stringify(args), result, isError: null };
}

function turn(message: string | null, ...toolCalls: RecordedToolCall[]): RecordedTurn {
  return { message, toolCalls, userMessage: null, inputTokens: null, outputTokens: null, latencyMs: null };
}

const CANCEL = turn(null, call('cancel_reservation', { reservation_id: 'R1' }));
const BOOK = turn(null, call('book_reservation', { total_baggages: '2', cabin: 'economy', user_id: 'u1' }));
const SAY = turn('That is $1,628 in total.');

describe('first divergence', () => {
  it('is none when every golden write was done, no other, and every output said', () => {
    expect(findFirstDivergence(TASK, [CANCEL, BOOK, SAY], AIRLINE_TOOL_KINDS)).toBeNull();
  });

  it('does not mind look-ups that are missing or extra, failed calls, and the order of writes', () => {
    const lookUp = turn(null, call('get_reservation_details', { reservation_id: 'R9' }));
    const failed = turn(null, call('cancel_reservation', { reservation_id: 'R9' }, 'Error: reservation not found'));
    expect(findFirstDivergence(TASK, [lookUp, BOOK, failed, CANCEL, SAY], AIRLINE_TOOL_KINDS)).toBeNull();
  });

  it('is the first write with other arguments, with the difference to the golden action', () => {
    const wrong = turn(
      null,
      call('book_reservation', { user_id: 'u1', cabin: 'business', insurance: 'yes', total_baggages: 2 }),
    );
    expect(findFirstDivergence(TASK, [CANCEL, wrong, SAY], AIRLINE_TOOL_KINDS)).toMatchObject({
      kind: 'WRONG_ARGUMENTS',
      turnIndex: 1,
      golden: TASK.goldenActions[2],
      differences: [
        { name: 'cabin', golden: '"economy"', actual: '"business"' },
        { name: 'insurance', golden: null, actual: '"yes"' },
      ],
    });
  });

  it('is a write that no golden action asks for', () => {
    const send = turn(null, call('send_certificate', { user_id: 'u1', amount: 100 }));
    expect(findFirstDivergence(TASK, [CANCEL, send, BOOK, SAY], AIRLINE_TOOL_KINDS)).toMatchObject({
      kind: 'WRONG_WRITE',
      turnIndex: 1,
      golden: null,
    });
  });

  it('is a golden write that is done a second time', () => {
    expect(findFirstDivergence(TASK, [CANCEL, CANCEL, BOOK, SAY], AIRLINE_TOOL_KINDS)).toMatchObject({
      kind: 'WRONG_WRITE',
      turnIndex: 1,
    });
  });

  it('is the golden write that was never done', () => {
    expect(findFirstDivergence(TASK, [CANCEL, SAY], AIRLINE_TOOL_KINDS)).toMatchObject({
      kind: 'MISSING_ACTION',
      turnIndex: null,
      golden: TASK.goldenActions[2],
    });
  });

  it('is the output that was never said', () => {
    expect(findFirstDivergence(TASK, [CANCEL, BOOK], AIRLINE_TOOL_KINDS)).toMatchObject({
      kind: 'MISSING_OUTPUT',
      missingOutput: '1628',
    });
  });
});
