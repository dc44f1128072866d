/** Small pictures, byte by byte, with what cameras and programs write beside the pixels. */
import { crc32, deflateSync } from "node:zlib";

/** Stands in metadata and must never be found in what is kept. */
export const SECRET = "GPS 52.5200 N 13.4050 E, Birgits iPhone";

const tiff = (orientation: number) => {
  const head = Buffer.from(
    "49492a0008000000" +
      "0200" +
      `1201030001000000${orientation.toString(16).padStart(2, "0")}000000` +
      "0f0102002800000026000000" +
      "00000000",
    "hex",
  );
  return Buffer.concat([head, Buffer.from(SECRET)]);
};

function chunk(type: string, data: Buffer): Buffer {
  const made = Buffer.alloc(12 + data.length);
  made.writeUInt32BE(data.length, 0);
  made.write(type, 4, "latin1");
  data.copy(made, 8);
  made.writeUInt32BE(crc32(made.subarray(4, made.length - 4)), made.length - 4);
  return made;
}

/** One colour, with comments, Exif, a time and more behind the end. */
export function aPng(width = 3, height = 2, orientation = 1, shade = 120): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.writeUInt16BE(0x0800, 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width, shade)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", size),
    chunk("tEXt", Buffer.from(`Author\0${SECRET}`, "latin1")),
    chunk("eXIf", tiff(orientation)),
    chunk("tIME", Buffer.from([7, 230, 1, 2, 3, 4, 5])),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
    Buffer.from(SECRET),
  ]);
}

/** The head of a picture so large that nobody should decode it. */
export function aHugePng(): Buffer {
  const png = Buffer.from(aPng());
  png.writeUInt32BE(60_000, 16);
  png.writeUInt32BE(60_000, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

const JPEG = Buffer.from(
  "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=",
  "base64",
);

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** One pixel, with Exif, XMP, a comment and more behind the end. */
export function aJpeg(orientation = 1): Buffer {
  return Buffer.concat([
    JPEG.subarray(0, 20),
    segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff(orientation)])),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${SECRET}`, "latin1")),
    segment(0xed, Buffer.from(`Photoshop 3.0\0${SECRET}`, "latin1")),
    segment(0xfe, Buffer.from(SECRET)),
    JPEG.subarray(20),
    Buffer.from([0xff, 0xd9]),
    Buffer.from(SECRET),
  ]);
}

const WEBP = Buffer.from("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA", "base64");

function part(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, "latin1");
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length & 1)]);
}

/** One pixel, extended, with Exif, XMP and a chunk of nobody's. */
export function aWebp(orientation = 1, animated = false): Buffer {
  const body = Buffer.concat([
    Buffer.from("WEBP"),
    part("VP8X", Buffer.from([animated ? 0x0e : 0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
    WEBP.subarray(12),
    part("EXIF", tiff(orientation)),
    part("XMP ", Buffer.from(SECRET)),
    part("note", Buffer.from(SECRET)),
  ]);
  const head = Buffer.alloc(8);
  head.write("RIFF");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}
