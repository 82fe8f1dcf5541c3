import { EmulatorOptionsError } from '../options-error.ts';

const advice: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port) =>
    `Port ${port} is in use. Choose another with --port, or leave it to 0 for a free one.`,
  EADDRNOTAVAIL: (_, host) => `This machine has no address ${host}. Choose another with --host.`,
  ENOTFOUND: (_, host) => `There is no host ${host}. Choose another with --host.`,
  EACCES: (port) => `Port ${port} may not be used by you. Choose one above 1023 with --port.`,
};

/** The error to tell the user: a sentence for what they can put right, the original for everything else. */
export function listeningFailure(error: unknown, port: number, host: string): unknown {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return error;
  const sentence = advice[error.code]?.(port, host);
  return sentence === undefined ? error : new EmulatorOptionsError(sentence);
}
