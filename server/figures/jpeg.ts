import { orientationOf, orientationOnly } from "./exif.ts";
import { type Picture, UnreadablePicture } from "./picture.ts";

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
/** Tables and frames: Huffman, arithmetic, quantisation, restart interval, number of lines. */
const TABLES = new Set([0xc4, 0xcc, 0xdb, 0xdd, 0xdc]);
const PROFILE = "ICC_PROFILE\0";
const EXIF = "Exif\0\0";

/** Drops Exif, XMP, IPTC, comments, thumbnails, second pictures and whatever stands behind the end. @throws UnreadablePicture */
export function stripJpeg(file: Buffer): Picture {
  const kept: Buffer[] = [Buffer.from([0xff, SOI])];
  let size: { readonly width: number; readonly height: number } | null = null;
  let hasPixels = false;
  for (let at = 2; ; ) {
    at = markerAt(file, at);
    const marker = file.readUInt8(at + 1);
    if (marker === EOI) break;
    const end = at + 2 + file.readUInt16BE(at + 2);
    if (end > file.length || end < at + 4) throw new UnreadablePicture("damaged");
    const data = file.subarray(at + 4, end);
    if (isFrame(marker)) size = { height: data.readUInt16BE(1), width: data.readUInt16BE(3) };
    if (marker === SOS) {
      const next = endOfScan(file, end);
      kept.push(file.subarray(at, next));
      hasPixels = true;
      at = next;
      continue;
    }
    kept.push(...keptOf(marker, file.subarray(at, end), data));
    at = end;
  }
  kept.push(Buffer.from([0xff, EOI]));
  if (size === null || !hasPixels || size.width === 0 || size.height === 0)
    throw new UnreadablePicture("damaged");
  return { type: "image/jpeg", ...size, bytes: Buffer.concat(kept) };
}

/** Markers may be filled up with 0xff before them. */
function markerAt(file: Buffer, from: number): number {
  if (file.readUInt8(from) !== 0xff) throw new UnreadablePicture("damaged");
  let at = from;
  while (file.readUInt8(at + 1) === 0xff) at++;
  return at;
}

/** Start of frame: 0xc0 to 0xcf without the tables among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && !TABLES.has(marker) && marker !== 0xc8;
}

function keptOf(marker: number, segment: Buffer, data: Buffer): Buffer[] {
  if (isFrame(marker) || TABLES.has(marker)) return [segment];
  switch (marker) {
    case APP0:
      return isJfif(data) ? [withoutThumbnail(data)] : [];
    case APP1: {
      if (!startsWith(data, EXIF)) return [];
      const upright = orientationOnly(orientationOf(data.subarray(EXIF.length)));
      return upright === null ? [] : [segmentOf(APP1, Buffer.concat([Buffer.from(EXIF, "latin1"), upright]))];
    }
    case APP2:
      return startsWith(data, PROFILE) ? [segment] : [];
    case APP14:
      return startsWith(data, "Adobe") ? [segment] : [];
    default:
      return [];
  }
}

function isJfif(data: Buffer): boolean {
  return startsWith(data, "JFIF\0") && data.length >= 14;
}

function withoutThumbnail(data: Buffer): Buffer {
  const header = Buffer.from(data.subarray(0, 14));
  header.writeUInt16BE(0, 12);
  return segmentOf(APP0, header);
}

function segmentOf(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

function startsWith(data: Buffer, text: string): boolean {
  return data.toString("latin1", 0, text.length) === text;
}

/** Where the compressed pixels end: at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const next = file.readUInt8(at + 1);
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw new UnreadablePicture("damaged");
}
