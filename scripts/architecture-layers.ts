// Who may import whom. The table is the law; lib/architecture.test.ts reads every import line against it.

export interface Layer {
  readonly name: string;
  readonly files: RegExp;
  /** Other layers it may import; its own is always allowed. */
  readonly layers: readonly string[];
  readonly packages: RegExp;
  readonly why: string;
}

const nothing = /^$/;

/** The first layer whose pattern fits a path is the layer of that file. */
export const layers: readonly Layer[] = [
  {
    name: 'app',
    files: /^(app\/|proxy$|instrumentation$)/,
    layers: ['components', 'web', 'engine', 'ports', 'interfaces', 'data', 'contract', 'domain', 'base', 'platform read'],
    packages: /^(next|react|react-dom|zod|server-only)(\/|$)|^node:/,
    why: 'a page reads, a route writes, neither thinks',
  },
  {
    name: 'components',
    files: /^components\//,
    layers: ['contract', 'domain'],
    packages: /^(next|react|react-dom|@azure\/msal-react|@azure\/msal-browser)(\/|$)/,
    why: 'components draw what the contract carries and know no server',
  },
  {
    name: 'web',
    files: /^lib\/web\//,
    layers: ['data', 'interfaces', 'contract', 'domain', 'base'],
    packages: /^(next|zod|jose|server-only)(\/|$)|^node:/,
    why: 'the web layer guards and shapes requests; what happens is the engine’s',
  },
  {
    name: 'ports',
    files: /^lib\/engine\/([a-z-]+-)?ports$/,
    layers: ['engine', 'microsoft', 'data', 'store', 'sealer', 'domain', 'base', 'interfaces'],
    packages: /^server-only$|^node:/,
    why: 'the ports file is the one place that joins the engine and its adapters',
  },
  {
    name: 'engine',
    files: /^lib\/engine\//,
    layers: ['ports', 'domain', 'base', 'interfaces'],
    packages: /^server-only$|^node:crypto$/,
    why: 'the engine knows its ports, not who stands behind them',
  },
  {
    name: 'interfaces',
    files: /^lib\/(microsoft\/(microsoft|microsoft-error|id-token-error)|data\/data|store\/store|sealer\/messages)$/,
    layers: ['domain', 'base'],
    packages: /^zod$/,
    why: 'an interface names what is exchanged and pulls no adapter in',
  },
  {
    name: 'microsoft',
    files: /^lib\/microsoft\//,
    layers: ['interfaces', 'domain', 'base'],
    packages: /^(@azure\/msal-node|@microsoft\/microsoft-graph-client|jose|zod|server-only)(\/|$)|^node:/,
    why: 'adapters know the domain and their own SDK, never each other, never the engine',
  },
  {
    name: 'data',
    files: /^lib\/data\//,
    layers: ['interfaces', 'domain', 'base'],
    packages: /^(@prisma\/|pg$|zod$|server-only$|node:)/,
    why: 'adapters know the domain and their own SDK, never each other, never the engine',
  },
  {
    name: 'platform read',
    files: /^lib\/store\/read$/,
    layers: ['store', 'interfaces', 'domain', 'base'],
    packages: /^(pg|zod|server-only)$|^node:/,
    why: 'FortifyData’s platform reads sealed credentials through one module',
  },
  {
    name: 'store',
    files: /^lib\/store\//,
    layers: ['interfaces', 'domain', 'base'],
    packages: /^(pg|zod|@azure\/identity|@azure\/keyvault-secrets)$|^node:/,
    why: 'adapters know the domain and their own SDK, never each other, never the engine',
  },
  {
    name: 'sealer',
    files: /^lib\/sealer\//,
    layers: ['microsoft', 'interfaces', 'domain', 'base'],
    packages: /^(jose|zod)$|^node:/,
    why: 'the sealer holds the secret, so it reaches neither database nor store nor Next',
  },
  {
    name: 'contract',
    files: /^lib\/contract\//,
    layers: ['domain'],
    packages: /^zod(\/|$)/,
    why: 'the contract is shapes and nothing else',
  },
  {
    name: 'domain',
    files: /^lib\/domain\//,
    layers: [],
    packages: nothing,
    why: 'the domain is pure: no clock, no environment, no network',
  },
  {
    name: 'base',
    files: /^lib\/[a-z-]+$/,
    layers: [],
    packages: /^(zod|pino)$|^node:/,
    why: 'configuration, errors and the log serve all and know nobody',
  },
  {
    name: 'practice',
    files: /^practice\//,
    layers: [],
    packages: /^jose$|^node:/,
    why: 'an imitation that shared our code would share our mistakes',
  },
  {
    name: 'e2e',
    files: /^e2e\//,
    layers: [],
    packages: /^(@playwright\/test|@axe-core\/playwright|jose|pg)$|^node:/,
    why: 'tests in a browser know the product from outside',
  },
  { name: 'scripts', files: /^scripts\//, layers: [], packages: /./, why: 'scripts start the product and are no part of it' },
];

export const layerOf = (name: string): Layer | undefined =>
  layers.find(({ files }) => files.test(name.replace(/\.(d\.)?(tsx?|mjs|js|mts)$/, '')));
