import { crc32 } from "node:zlib";
import { orientationOf, orientationOnly } from "./exif.ts";
import { type Picture, UnreadablePicture } from "./picture.ts";

const SIGNATURE = 8;
/** Length, type, checksum. */
const AROUND = 12;
/** What is needed to show it. Comments, times, Exif, thumbnails and the frames of animations are not. */
const KEPT = new Set([
  ...["IHDR", "PLTE", "IDAT", "IEND"],
  ...["tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "bKGD", "pHYs"],
]);

/** An animation becomes its still picture. Checksums are checked. @throws UnreadablePicture */
export function stripPng(file: Buffer): Picture {
  const kept: Buffer[] = [file.subarray(0, SIGNATURE)];
  let size: { readonly width: number; readonly height: number } | null = null;
  let hasPixels = false;
  for (let at = SIGNATURE; ; ) {
    const length = file.readUInt32BE(at);
    const end = at + AROUND + length;
    const type = file.toString("latin1", at + 4, at + 8);
    if (file.readUInt32BE(end - 4) !== crc32(file.subarray(at + 4, end - 4)))
      throw new UnreadablePicture("damaged");
    const data = file.subarray(at + 8, end - 4);
    if (size === null && type !== "IHDR") throw new UnreadablePicture("damaged");
    if (type === "IHDR") size = { width: data.readUInt32BE(0), height: data.readUInt32BE(4) };
    if (type === "IDAT") hasPixels = true;
    if (KEPT.has(type)) kept.push(file.subarray(at, end));
    const upright = type === "eXIf" ? orientationOnly(orientationOf(data)) : null;
    if (upright !== null && !hasPixels) kept.push(chunk("eXIf", upright));
    if (type === "IEND") break;
    at = end;
  }
  if (size === null || !hasPixels || size.width === 0 || size.height === 0)
    throw new UnreadablePicture("damaged");
  return { type: "image/png", ...size, bytes: Buffer.concat(kept) };
}

function chunk(type: string, data: Buffer): Buffer {
  const made = Buffer.alloc(AROUND + data.length);
  made.writeUInt32BE(data.length, 0);
  made.write(type, 4, "latin1");
  data.copy(made, 8);
  made.writeUInt32BE(crc32(made.subarray(4, made.length - 4)), made.length - 4);
  return made;
}
