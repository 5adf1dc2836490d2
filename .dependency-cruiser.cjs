// Which room may import which, and why. Types may cross where values may not (tsPreCompilationDeps keeps them apart).
const room = (...names) => `^(${names.join('|')})/`;

/** Rooms of the server but `domain`, which stands below all of them. */
const SERVER = [
  ...['vault', 'temporal', 'workflows', 'activities', 'background', 'models', 'workers', 'api', 'cli', 'engines'],
];

const DEFINITIONS_OF_CHANNELS = '^activities/channels/(definitions|[^/]+/definition)[.]ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A circle has no beginning to read from.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-circular-types',
      comment:
        'Nor has one of types. An action knows its own step and the terms of a policy, for the steps of all stages are made of theirs.',
      severity: 'error',
      from: { pathNot: room('workflows', 'api') },
      to: { circular: true },
    },
    {
      name: 'domain-stands-alone',
      comment: 'The domain is pure: it runs in workflows, activities, API and tests alike.',
      severity: 'error',
      from: { path: room('domain') },
      to: {
        path: room(...SERVER, 'web', 'test', 'bench'),
        pathNot: DEFINITIONS_OF_CHANNELS,
      },
    },
    {
      name: 'definitions-of-channels-are-domain',
      comment:
        'What a channel is stands in one folder with how its messages leave; the domain is made of it, and of nothing beside it.',
      severity: 'error',
      from: { path: DEFINITIONS_OF_CHANNELS },
      to: { pathNot: `^(domain|node_modules/zod)/|${DEFINITIONS_OF_CHANNELS}` },
    },
    {
      name: 'domain-without-the-machine',
      comment: 'No Node core, no engine, no database, no HTTP in the domain.',
      severity: 'error',
      from: { path: `${room('domain')}|${DEFINITIONS_OF_CHANNELS}` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'domain-without-engines',
      comment: 'The domain knows neither Temporal nor MongoDB nor Express.',
      severity: 'error',
      from: { path: room('domain') },
      to: { path: 'node_modules/(@temporalio|mongoose|express)/' },
    },
    {
      name: 'workflows-know-only-the-domain',
      comment: 'Workflow code replays: whatever touches the world is an activity, known by its type alone.',
      severity: 'error',
      from: { path: room('workflows') },
      to: {
        path: room('vault', 'activities', 'background', 'models', 'workers', 'api', 'cli', 'engines', 'test', 'bench'),
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'workflows-without-the-machine',
      comment: 'The workflow sandbox has no Node core.',
      severity: 'error',
      from: { path: room('workflows') },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'workflows-without-rules-engines',
      comment:
        'A library that computes inside a workflow breaks the replay of running cases when it changes: decisions and calendars are asked of activities.',
      severity: 'error',
      from: { path: room('workflows') },
      to: {
        path: 'node_modules/(feelin|luxon|yaml)/|^domain/(rules|time/(calendar|deadline|working-time))',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'rules-outside-the-sandbox',
      comment: 'What workflows load of the domain knows tables, FEEL and the check of policies by their types alone.',
      severity: 'error',
      from: { path: '^domain/', pathNot: '^domain/(rules|reports|letters|imports|labels)/' },
      to: { path: '^domain/rules/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'runtime-knows-no-kind',
      comment: 'What holds for every file stands in the runtime; a kind of file says what is its own.',
      severity: 'error',
      from: { path: '^workflows/runtime/' },
      to: { path: '^workflows/(case|linked-case)/|^workflows/(complaint|incident|corrective-action|report|absences)' },
    },
    {
      name: 'kinds-of-files-apart',
      comment: 'A case and a linked case share what is in the runtime, and speak with each other by messages.',
      severity: 'error',
      from: { path: '^workflows/(case|linked-case)/' },
      to: { path: '^workflows/(case|linked-case)/', pathNot: '^workflows/$1/' },
    },
    {
      name: 'workflows-without-labels',
      comment:
        'What people read may change on any day: neither workflows nor the definitions that they load know of it, so that no running case does.',
      severity: 'error',
      from: { path: room('workflows', 'domain'), pathNot: '(^|/)(shared-)?labels(/|[.]ts$)' },
      to: { path: '^domain/.*?(^|/)(shared-)?labels(/|[.]ts$)' },
    },
    {
      name: 'vault-below-models',
      comment: 'Sealing and keys need the domain and nothing else of ours.',
      severity: 'error',
      from: { path: room('vault') },
      to: {
        path: room(
          'workflows',
          'activities',
          'background',
          'models',
          'workers',
          'api',
          'cli',
          'engines',
          'test',
          'bench',
        ),
      },
    },
    {
      name: 'background-below-the-edges',
      comment:
        'What API and workers tell of their background work is the same; it knows how processes are kept, and nobody who works.',
      severity: 'error',
      from: { path: room('background') },
      to: { path: room('vault', 'workflows', 'activities', 'workers', 'api', 'cli', 'engines', 'test', 'bench') },
    },
    {
      name: 'temporal-below-all',
      comment: 'How a process reaches Temporal is the same for all of them, and needs nothing of ours.',
      severity: 'error',
      from: { path: room('temporal') },
      to: {
        path: room('domain', ...SERVER.filter((one) => one !== 'temporal'), 'web', 'test', 'bench'),
      },
    },
    {
      name: 'temporal-for-processes',
      comment: 'Who opens connections is whoever starts a process; everybody else is given a client.',
      severity: 'error',
      from: { path: room('domain', 'vault', 'workflows', 'activities', 'background', 'models') },
      to: { path: room('temporal') },
    },
    {
      name: 'models-below-activities',
      comment: 'Persistence knows no message, no route and no workflow body.',
      severity: 'error',
      from: { path: room('models') },
      to: { path: room('workflows', 'activities', 'background', 'workers', 'api', 'cli', 'engines', 'test', 'bench') },
    },
    {
      name: 'activities-below-api',
      comment: 'Activities import domain, vault and models.',
      severity: 'error',
      from: { path: room('activities') },
      to: {
        path: room('workflows', 'background', 'workers', 'api', 'cli', 'engines', 'test', 'bench'),
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'api-sends-messages',
      comment:
        "The API sends a case's messages and reads; of the activities it knows the remedies, because its schemas follow them, and the histories, for auditors.",
      severity: 'error',
      from: { path: room('api') },
      to: {
        path: '^(workers|cli|engines|test|bench)/|^workflows/(?!messages)|^activities/(?!remedies/(contract|registry|params|problems)|case-histories|compare-histories|long-histories)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nothing-imports-the-edges',
      comment: 'API, workers and command line are started, never imported; the command line puts the others together.',
      severity: 'error',
      from: { path: room('domain', 'vault', 'workflows', 'activities', 'models', 'engines') },
      to: { path: room('api', 'workers', 'cli', 'web') },
    },
    {
      name: 'web-by-the-api-alone',
      comment: 'The console goes through the API like anybody else: of the server it knows types, and no code.',
      severity: 'error',
      from: { path: '^web/src/' },
      to: {
        path: room('domain', ...SERVER, 'test', 'bench'),
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'server-without-web',
      comment: 'The server serves what was built, and knows nothing of how.',
      severity: 'error',
      from: { path: room('background', 'api', 'workers', 'cli', 'bench') },
      to: { path: room('web') },
    },
    {
      name: 'no-tests-in-production',
      comment: 'What the tests need stays with the tests.',
      severity: 'error',
      from: { pathNot: '^(test|bench|web/test)/' },
      to: { path: room('test', 'bench') },
    },
    {
      name: 'soak-reader-alone',
      comment: 'Who reads what came of a soak shares nothing with what is read.',
      severity: 'error',
      from: { path: '^test/soak/(reader|lines)[.]ts$' },
      to: { path: '^(domain|vault|workflows|activities|background|models|workers|api|cli|engines)/|^test/support/' },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'An import that nothing answers.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.json'],
    },
  },
};
