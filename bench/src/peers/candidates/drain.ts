import { Agent, request } from 'undici';
import { headers, listPath, pageSize, smallPath, type Open } from './candidate.ts';

/** Receives the bytes without looking at them: the cost of the connection alone. */
export const open: Open = async (url) => {
  const dispatcher = new Agent();
  const drain = async (path: string) => {
    const { body } = await request(url + path, { dispatcher, headers });
    let [bytes, end] = [0, ''];
    for await (const piece of body) {
      const buffer = Buffer.from(piece);
      bytes += buffer.length;
      end = buffer.toString('latin1', buffer.length - 100);
    }
    return { bytes, isLast: !end.includes('@nextLink') };
  };
  return {
    small: async () => (await drain(smallPath)).bytes,
    async walk() {
      let bytes = 0;
      for (let skip = 0; ; skip += pageSize) {
        const page = await drain(`${listPath}?top=${pageSize}&skip=${skip}`);
        bytes += page.bytes;
        if (page.isLast) return bytes;
      }
    },
  };
};
