/**
 * Keeps of a picture what is needed to show it, and nothing of who took it, where and with what. The file is cut into its chunks by its own format, and only known ones are written again; the pixels are
 * passed on untouched and never decoded, so a hostile file meets no decoder here.
 *
 *   PNG   https://www.w3.org/TR/png-3/
 *   JPEG  ITU-T T.81, annex B
 *   WebP  https://developers.google.com/speed/webp/docs/riff_container
 */
import { stripJpeg } from "./jpeg.ts";
import { type Picture, UnreadablePicture } from "./picture.ts";
import { stripPng } from "./png.ts";
import { stripWebp } from "./webp.ts";

/** The type is told by the first bytes, never by a name or a header. @throws UnreadablePicture */
export function readPicture(file: Buffer): Picture {
  const strip = stripperOf(file);
  try {
    return strip(file);
  } catch (error) {
    // Reading behind the end of a Buffer.
    if (error instanceof RangeError) throw new UnreadablePicture("damaged");
    throw error;
  }
}

function stripperOf(file: Buffer): (file: Buffer) => Picture {
  if (file.subarray(0, 8).equals(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"))) return stripPng;
  if (file.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return stripJpeg;
  if (ascii(file, 0, 4) === "RIFF" && ascii(file, 8, 4) === "WEBP") return stripWebp;
  throw new UnreadablePicture("unknown");
}

function ascii(bytes: Buffer, at: number, length: number): string {
  return bytes.toString("latin1", at, at + length);
}
