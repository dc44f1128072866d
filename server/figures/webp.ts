import { orientationOf, orientationOnly } from "./exif.ts";
import { type Picture, UnreadablePicture } from "./picture.ts";

const HEADER = 12;
/** Flags of VP8X that speak of what is kept: a colour profile and transparency. */
const PROFILE = 0x20;
const ALPHA = 0x10;
const EXIF_FLAG = 0x08;
const ANIMATION = 0x02;

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** Drops Exif, XMP and unknown chunks; animations are refused, since they have no still picture. @throws UnreadablePicture */
export function stripWebp(file: Buffer): Picture {
  const chunks = chunksOf(file);
  const picture = chunks.find(({ type }) => type === "VP8 " || type === "VP8L");
  const extended = chunks.find(({ type }) => type === "VP8X");
  if (chunks.some(({ type }) => type === "ANIM" || type === "ANMF")) throw new UnreadablePicture("animated");
  if (extended !== undefined && (extended.data.readUInt8(0) & ANIMATION) !== 0)
    throw new UnreadablePicture("animated");
  if (picture === undefined) throw new UnreadablePicture("damaged");
  const size = picture.type === "VP8L" ? losslessSize(picture.data) : lossySize(picture.data);
  if (size.width === 0 || size.height === 0) throw new UnreadablePicture("damaged");
  const kept = extended === undefined ? [picture] : extendedChunks(extended, picture, chunks);
  return { type: "image/webp", ...size, bytes: riff(kept) };
}

function chunksOf(file: Buffer): Chunk[] {
  const end = Math.min(file.length, 8 + file.readUInt32LE(4));
  const chunks: Chunk[] = [];
  for (let at = HEADER; at + 8 <= end; ) {
    const length = file.readUInt32LE(at + 4);
    if (at + 8 + length > end) throw new UnreadablePicture("damaged");
    chunks.push({
      type: file.toString("latin1", at, at + 4),
      data: file.subarray(at + 8, at + 8 + length),
    });
    // Chunks of odd length are filled up.
    at += 8 + length + (length & 1);
  }
  return chunks;
}

function extendedChunks(extended: Chunk, picture: Chunk, chunks: readonly Chunk[]): Chunk[] {
  const exif = chunks.find(({ type }) => type === "EXIF");
  const tiff = exif && stripPrefix(exif.data);
  const upright = tiff === undefined ? null : orientationOnly(orientationOf(tiff));
  const head = Buffer.from(extended.data);
  const flags = (head.readUInt8(0) & (PROFILE | ALPHA)) | (upright === null ? 0 : EXIF_FLAG);
  head.writeUInt8(flags, 0);
  const of = (type: string) => chunks.filter((chunk) => chunk.type === type).slice(0, 1);
  return [
    { type: "VP8X", data: head },
    ...of("ICCP"),
    ...of("ALPH"),
    picture,
    ...(upright === null ? [] : [{ type: "EXIF", data: upright }]),
  ];
}

/** Some writers put the prefix of JPEG before the TIFF block. */
function stripPrefix(data: Buffer): Buffer {
  return data.toString("latin1", 0, 6) === "Exif\0\0" ? data.subarray(6) : data;
}

/** 14 bits each, behind the start code of a key frame. */
function lossySize(data: Buffer): { readonly width: number; readonly height: number } {
  if (data.readUIntBE(3, 3) !== 0x9d012a) throw new UnreadablePicture("damaged");
  return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
}

/** 14 bits each behind the signature, less one. */
function losslessSize(data: Buffer): { readonly width: number; readonly height: number } {
  if (data.readUInt8(0) !== 0x2f) throw new UnreadablePicture("damaged");
  const bits = data.readUInt32LE(1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
}

function riff(chunks: readonly Chunk[]): Buffer {
  const parts = chunks.flatMap(({ type, data }) => {
    const head = Buffer.alloc(8);
    head.write(type, "latin1");
    head.writeUInt32LE(data.length, 4);
    return [head, data, Buffer.alloc(data.length & 1)];
  });
  const body = Buffer.concat([Buffer.from("WEBP", "latin1"), ...parts]);
  const head = Buffer.alloc(8);
  head.write("RIFF", "latin1");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}
