import { AIRLINE_TOOL_KINDS } from '../../../environment/airline/tool-kinds';
import type { Candidate } from '../candidate';
import type { Focus } from '../focus';
import type { Standing } from './candidate-tokens';

/** Number of positions of a row that hold one feature each. */
export const DIRECT_COUNT = 48;

/**
 * The most decisive features, free of hash collisions: numbers from 0 to 1 (true is 1), in a fixed order, at most
 * `DIRECT_COUNT`.
 */
export function directFeatures(focus: Focus, candidate: Candidate, standing: Standing): readonly (number | boolean)[] {
  const { act, traits, amount, rank } = candidate;
  const { proposal, lastSpeaker, figures, window } = focus.knowledge;
  const figure = figures.at(-1);
  const consent = proposal?.consent ?? null;
  const isCall = act.kind === 'CALL';
  const isWrite = isCall && AIRLINE_TOOL_KINDS.get(act.name) === 'WRITE';
  const has = (trait: string): boolean => traits.some((own) => own.startsWith(trait));
  return [
    true,
    isCall,
    isWrite,
    isCall && !isWrite,
    act.kind === 'ASK',
    act.kind === 'CONFIRM',
    act.kind === 'INFORM',
    act.kind === 'REFUSE',
    act.kind === 'ANYTHING_ELSE',
    act.kind === 'REFUSE' && act.reason === null,
    isWrite && standing.isProposal && consent === 'YES',
    isWrite && standing.isProposal && consent !== 'YES',

    standing.isUnproposedWrite,
    standing.isDone,
    standing.hasFailed,
    standing.saidCount > 0,
    standing.saidCount > 1,
    act.kind === 'CONFIRM' && standing.isProposal,
    act.kind === 'CONFIRM' && standing.isDone,

    rank === 0,
    rank === 1,
    rank > 2,
    amount !== null,
    amount !== null && figure?.value === amount && figure.windowRank === window.rank,

    has('trip:named'),
    has('trip:described'),
    has('trip:route'),
    has('trip:other'),
    has('payment:said'),
    has('payment:other'),
    has('cabin:said'),
    has('cabin:other'),
    has('flights:named'),
    has('flights:preferred'),
    has('flights:kept'),
    has('look-up:named'),
    has('look-up:next'),
    has('search:done'),
    has('balance:short'),
    has('paid-bags:rule'),
    lastSpeaker === 'USER',
    lastSpeaker === 'TOOL',
    has('passengers:said'),
    has('bags:said'),
    standing.openShare,
    act.kind === 'ASK' && standing.openShare === 0,
  ];
}
