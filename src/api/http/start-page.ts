export const START_PAGE_STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:3rem auto;padding:0 1rem}pre{background:#f4f4f4;padding:1rem;overflow:auto}';

/** What a browser shows at /graphql: how to send requests. Loads nothing. */
export const START_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Turnwise GraphQL</title>
<style>${START_PAGE_STYLE}</style>
<h1>Turnwise GraphQL</h1>
<p>Queries and mutations: <code>POST /graphql</code> with a key. Subscriptions: WebSocket (graphql-transport-ws) to the same
address. Files: <code>POST /import?experiment=NAME</code>. Any GraphQL client can read the schema from here.</p>
<pre>curl -s http://localhost:4400/graphql \\
  -H "Authorization: Bearer $TURNWISE_KEY" -H "Content-Type: application/json" \\
  -d '{"query": "{ me { organization { name } role } experiments { nodes { id name } } }"}'</pre>
</html>
`;
