/** Three example queries to paste into a shell. */
export function formatQueries(url: string, key: string, experimentId: string, calibrationId: string): string {
  const queries = [
    `{ calibration(id: "${calibrationId}") { rounds { verdict statistics { tier withinTaskRho proposedValue reason } } } }`,
    `{ rollouts(experimentId: "${experimentId}", first: 2) { totalCount nodes { reward turns { nodes { index tier message toolCalls { name arguments } } } } } }`,
    `{ rewardSchemes { nodes { name version origin tiers { tier value } } } }`,
  ];
  const commands = queries.map((query) => {
    const body = JSON.stringify({ query });
    return `curl -s ${url}/graphql -H 'authorization: Bearer ${key}' -H 'content-type: application/json' -d '${body}'`;
  });
  return [`\nServer: ${url}/graphql\nKey:    ${key}\n\nThree queries to try:`, ...commands, ''].join('\n');
}
