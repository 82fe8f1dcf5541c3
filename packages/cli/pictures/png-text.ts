import { crc32 } from 'node:zlib';

/** Where the chunks of a PNG begin, and how long the first, its header, is. */
const [signatureLength, headerLength] = [8, 25];

/** Puts a text into a PNG, behind its header. Programs that show pictures pass over it. */
export function addText(png: Buffer, keyword: string, text: string): Buffer {
  const body = Buffer.from(`tEXt${keyword}\0${text}`, 'latin1');
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  const start = signatureLength + headerLength;
  return Buffer.concat([png.subarray(0, start), chunk, png.subarray(start)]);
}

/** The text that a PNG has under this keyword. */
export function readText(png: Buffer, keyword: string): string | undefined {
  for (let at = signatureLength; at < png.length; at += png.readUInt32BE(at) + 12) {
    const body = png.subarray(at + 4, at + 8 + png.readUInt32BE(at)).toString('latin1');
    if (body.startsWith(`tEXt${keyword}\0`)) return body.slice(keyword.length + 5);
  }
  return undefined;
}
