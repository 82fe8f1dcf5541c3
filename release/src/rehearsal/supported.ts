const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** A program that npm supplies. */
export interface Runtime {
  /** Its name, as the programs of the rehearsal print it. */
  readonly name: string;
  /** The npm package that contains it. */
  readonly spec: string;
  readonly command: string;
  /** The arguments before the program. */
  readonly args: readonly string[];
}

/** The oldest supported version, and then the newest of each line. */
export const nodes: readonly Runtime[] = ['20.19.0', '20.20.2', '22.23.3', '24.21.0', '26.10.0'].map(
  (version) => ({
    name: `Node ${version}`,
    spec: `node-${platform}@${version}`,
    command: 'node',
    args: [],
  }),
);

export const runtimes: readonly Runtime[] = [
  ...nodes,
  { name: 'Bun 1.4.5', spec: 'bun@1.4.5', command: 'bun', args: ['run'] },
  {
    name: 'Deno 2.9.6',
    spec: 'deno@2.9.6',
    command: 'deno',
    args: ['run', '--allow-env', '--allow-read', '--allow-net', '--allow-sys'],
  },
];

export const compilers = ['5.4.5', '5.9.3', '6.0.3', '7.0.2'] as const;

export const viteVersion = '8.3.8';

/** The optional peers of the client: for undici, the version that runs on every supported Node. */
export const peers = { '@opentelemetry/api': '1.9.1', undici: '7.30.2' } as const;
