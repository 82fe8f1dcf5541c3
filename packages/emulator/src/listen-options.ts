export interface ListenOptions {
  /** A free port unless told otherwise. */
  readonly port?: number;
  /** 127.0.0.1 unless told otherwise: nobody but this machine is served. */
  readonly host?: string;
}

export interface ListeningEmulator {
  /** Without a slash at the end, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Stops listening and ends every connection; resolves when the port is free again. */
  close(): Promise<void>;
}
