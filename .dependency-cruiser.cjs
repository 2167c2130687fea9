/**
 * What each noun of `src/services` may import beside itself, and why. Every noun may import `jobs`: any use case can run as a
 * job or be retried. There are no cycles; `src/services/job-registry.ts` joins nouns that must not know each other.
 */
const SERVICES = {
  jobs: [['worlds'], 'The job layer hands every use case its means and knows none of them.'],
  worlds: [[], 'A world is opened from its description alone, for whoever plays in it.'],
  organizations: [[], 'Keys and roles do not depend on what an organization owns.'],
  experiments: [[], 'An experiment is a name to file things under; it does not know what is filed.'],
  tasks: [
    ['worlds'],
    'A task is the same whoever plays it, and whether it was generated, imported or came with a rollout.',
  ],
  rollouts: [['tasks'], 'A rollout is a record of a task, wherever it came from: imports do not know collections.'],
  conversation: [
    ['rollouts'],
    'A running conversation keeps texts as rollouts do; who plays it and why is not its concern.',
  ],
  checkpoints: [[], 'A checkpoint is a file and a row; it does not know the training that wrote it.'],
  players: [
    ['tasks', 'conversation', 'checkpoints'],
    'Opening a player needs its world, its human turns and its model file.',
  ],
  collection: [
    ['tasks', 'players', 'conversation', 'rollouts'],
    'A collection lets players play tasks and stores rollouts.',
  ],
  calibration: [[], 'Rewards are measured on stored rollouts alone, whoever played them.'],
  evaluation: [['collection'], 'An evaluation may collect its rollouts; a collection does not know who waits for it.'],
  comparisons: [['evaluation'], 'A comparison reads evaluations that are done; no evaluation depends on one.'],
  training: [
    ['worlds', 'tasks', 'checkpoints', 'calibration'],
    'Training plays tasks under a reward scheme and writes checkpoints.',
  ],
};

/** The same for `src/api`, where every noun may import `graph` and `guards`, and these two know no noun. */
const API = {
  guards: [[], 'Limits and permissions are the same for every operation.'],
  graph: [[], 'Pages, loaders and the request context serve every noun.'],
  http: [[], 'Endpoints beside GraphQL call services; they share no type with a resolver.'],
  jobs: [[], 'A job is followed in the same way whatever it does.'],
  organizations: [[], 'Keys and roles do not depend on what an organization owns.'],
  experiments: [[], 'What an experiment holds is declared by the noun that it holds.'],
  players: [[], 'A player is described without what it plays.'],
  tasks: [['players'], 'A generated task set names the version of its world with the enum that players use.'],
  rollouts: [['tasks'], 'A divergence shows golden actions as tasks do.'],
  checkpoints: [[], 'A checkpoint is described without the training that wrote it.'],
  conversation: [['jobs'], 'Conversations are followed as jobs are.'],
  collection: [['players', 'jobs'], 'A collection names players and is followed as jobs are.'],
  calibration: [['rollouts'], 'Schemes are compared on the rollouts that a filter chooses.'],
  evaluation: [['collection', 'jobs'], 'An evaluation may start a collection and is followed as jobs are.'],
  comparisons: [['evaluation'], 'A comparison shows estimates as evaluations do.'],
  training: [['calibration', 'jobs'], 'Training names estimators as calibration does and is followed as jobs are.'],
};

/** One rule for each noun: it imports nothing of its layer but itself, what every noun may import, and what the table names. */
function keepNounsApart(layer, table, common) {
  return Object.entries(table).map(([noun, [imports, why]]) => ({
    name: `${layer}-${noun}-keeps-apart`,
    severity: 'error',
    comment: why,
    from: { path: `^src/${layer}/${noun}/` },
    to: { path: `^src/${layer}/[^/]+/`, pathNot: `^src/${layer}/(${[noun, ...common(noun), ...imports].join('|')})/` },
  }));
}

/** A folder that no table names would keep no rule. */
function requireNoun(layer, table) {
  return {
    name: `${layer}-folder-is-a-known-noun`,
    severity: 'error',
    comment: 'A new noun states in the table above what it may import.',
    from: { path: `^src/${layer}/[^/]+/`, pathNot: `^src/${layer}/(${Object.keys(table).join('|')})/` },
    to: {},
  };
}

/** Imports point one way: see README, "Layers". Each rule says why it is there. @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other cannot be read one after the other.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'The mathematics must be readable and testable without a database, a clock or a network.',
      from: { path: '^src/domain/' },
      to: { pathNot: ['^src/domain/', '^src/errors\\.ts$', 'node_modules/pure-rand'] },
    },
    {
      name: 'domain-uses-no-package-but-pure-rand',
      severity: 'error',
      comment: 'A statistic may not change because a package did; random numbers come from one file.',
      from: { path: '^src/domain/', pathNot: '^src/domain/random\\.ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'] },
    },
    {
      name: 'random-uses-pure-rand-alone',
      severity: 'error',
      comment: 'random.ts is the one door to random numbers, and pure-rand the one generator behind it.',
      from: { path: '^src/domain/random\\.ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/pure-rand' },
    },
    {
      name: 'environment-is-a-simulation',
      severity: 'error',
      comment:
        'The simulated world is deterministic and in memory: it knows the domain and nothing of storage or serving.',
      from: { path: '^src/environment/' },
      to: {
        path: '^(src/(model|persistence|files|formats|jobs|events|services|api|cli|conversation|simulators|endpoints|policy|training)/|worker/)',
      },
    },
    {
      name: 'conversation-is-common-ground',
      severity: 'error',
      comment: 'Policies and simulated users meet in a conversation; it knows the words of both and none of either.',
      from: { path: '^src/conversation/' },
      to: { pathNot: ['^src/(conversation|environment|domain)/', '^src/errors\\.ts$'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'agent-and-user-are-strangers',
      severity: 'error',
      comment: 'What plays the user must not know what plays the agent, or a rollout measures their agreement.',
      from: { path: '^src/(simulators|endpoints)/' },
      to: {
        path: '^(src/(model|persistence|files|formats|jobs|events|services|api|cli|compute|policy|training)/|worker/)',
      },
    },
    {
      name: 'policy-knows-no-simulator',
      severity: 'error',
      comment: 'What plays the agent must not know what plays the user, or a rollout measures their agreement.',
      from: { path: '^src/policy/' },
      to: { path: '^src/(simulators|training)/' },
    },
    {
      name: 'onnxruntime-behind-two-doors',
      severity: 'error',
      comment: 'A session blocks its thread and may crash its process: only these two know how to hold one.',
      from: { pathNot: '^(src/(policy|training)/|test/|bench/)' },
      to: { path: 'node_modules/onnxruntime-node/' },
    },
    {
      name: 'onnx-is-a-file-format',
      severity: 'error',
      comment:
        'One reader and one writer serve uploads, our own files and the graph builder: they know bytes, not policies.',
      from: { path: '^src/onnx/' },
      to: { pathNot: ['^src/onnx/', '^src/errors\\.ts$'] },
    },
    {
      name: 'onnx-files-belong-to-policy-and-training',
      severity: 'error',
      comment: 'Everything else asks a policy or a learner about a model, or hands its bytes on unread.',
      from: { pathNot: ['^src/(onnx|policy|training|services/training)/', '^(test|bench)/'] },
      to: { path: '^src/onnx/' },
    },
    {
      name: 'threads-carry-anything',
      severity: 'error',
      comment: 'A call, its progress and its errors cross to a thread the same way, whatever is called.',
      from: { path: '^src/threads/' },
      to: { pathNot: ['^src/threads/', '^src/errors\\.ts$'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'one-door-to-threads',
      severity: 'error',
      comment:
        'A thread that is called otherwise loses the class of its errors, or leaves its callers waiting when it dies.',
      from: { pathNot: '^(src/threads/|test/|bench/)' },
      to: { path: '^(node:)?worker_threads$' },
    },
    {
      name: 'threads-serve-computing-and-models',
      severity: 'error',
      comment: 'What blocks an event loop is a computation or a model: everything else asks for one of these.',
      from: { pathNot: '^(src/(threads|compute|policy|training)/|test/|bench/)' },
      to: { path: '^src/threads/' },
    },
    {
      name: 'compute-runs-the-domain-alone',
      severity: 'error',
      comment:
        'API and worker compute in the same threads, which are given arrays and know nothing of rows or requests.',
      from: { path: '^src/compute/' },
      to: { pathNot: ['^src/(compute|domain|threads)/', '^src/errors\\.ts$'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'compute-serves-use-cases',
      severity: 'error',
      comment: 'Use cases decide what is computed; a store or a reader that starts threads would hide it.',
      from: {
        path: '^src/(environment|conversation|simulators|endpoints|policy|training|formats|model|persistence|files|jobs|events|cli)/',
      },
      to: { path: '^src/compute/' },
    },
    {
      name: 'policy-and-training-know-no-storage',
      severity: 'error',
      comment: 'Choosing actions and learning from them must run without a database.',
      from: { path: '^src/(policy|training)/' },
      to: { path: '^(src/(model|persistence|files|jobs|events|services|api|cli)/|worker/)' },
    },
    {
      name: 'formats-know-the-domain-alone',
      severity: 'error',
      comment: 'A reader of a foreign file turns bytes into domain records; who stores them is not its business.',
      from: { path: '^src/formats/' },
      to: {
        path: '^(src/(model|persistence|files|jobs|events|services|api|cli|policy|training|environment)/|worker/)',
      },
    },
    {
      name: 'model-is-columns',
      severity: 'error',
      comment: 'A model is the shape of a table and of a GraphQL type: behaviour lives elsewhere.',
      from: { path: '^src/model/' },
      to: {
        path: '^(src/(persistence|files|formats|jobs|events|services|api|cli|policy|training|environment)/|worker/)',
      },
    },
    {
      name: 'persistence-files-jobs-events-stand-side-by-side',
      severity: 'error',
      comment: 'Infrastructure is joined by services; one piece that knows another cannot be replaced.',
      from: { path: '^src/(persistence|files|jobs|events)/' },
      to: {
        path: '^(src/(persistence|files|jobs|events|services|api|cli|formats|policy|training|environment)/|worker/)',
        pathNot: '^src/$1/',
      },
    },
    {
      name: 'services-are-called-not-calling',
      severity: 'error',
      comment: 'A use case serves the API, the worker and the shell alike, so it knows none of them.',
      from: { path: '^src/services/' },
      to: { path: '^(src/(api|cli)/|worker/)' },
    },
    requireNoun('services', SERVICES),
    ...keepNounsApart('services', SERVICES, (noun) => (noun === 'worlds' ? [] : ['jobs'])),
    requireNoun('api', API),
    ...keepNounsApart('api', API, (noun) => (noun === 'guards' ? [] : ['graph', 'guards'])),
    {
      name: 'api-and-worker-are-strangers',
      severity: 'error',
      comment: 'They run as different processes and meet in the database alone.',
      from: { path: '^src/api/' },
      to: { path: '^(worker/|src/cli/)' },
    },
    {
      name: 'worker-knows-no-api',
      severity: 'error',
      comment: 'They run as different processes and meet in the database alone.',
      from: { path: '^worker/' },
      to: { path: '^src/(api|cli)/' },
    },
    {
      name: 'typeorm-behind-persistence',
      severity: 'error',
      comment: 'Tenant data has one door; a query built elsewhere would not pass it.',
      from: { pathNot: '^(src/(persistence|model)/|migrations/|test/|bench/)' },
      to: { path: 'node_modules/(typeorm|pg)/' },
    },
    {
      name: 'bullmq-behind-jobs',
      severity: 'error',
      comment:
        'The queue delivers ids and can be exchanged; only the job layer and the worker pool know which one it is.',
      from: { pathNot: '^(src/jobs/|worker/|test/|bench/)' },
      to: { path: 'node_modules/bullmq/' },
    },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      comment: 'What ships must not depend on what tests it.',
      from: { path: '^(src|worker|migrations)/' },
      to: { path: '^(test|bench|examples)/' },
    },
    {
      name: 'no-dev-dependency-in-the-product',
      severity: 'error',
      comment: 'An installation without development packages must run.',
      from: { path: '^(src|worker|migrations)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown', 'undetermined'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that resolves to nothing fails at run time.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['node', 'require', 'import', 'default'],
    },
  },
};
