import fc from "fast-check";
import { expect, test } from "vitest";
import { orientationOf } from "#server/figures/exif.ts";
import { UnreadablePicture } from "#server/figures/picture.ts";
import { readPicture } from "#server/figures/strip.ts";
import { aJpeg, aPng, aWebp, SECRET } from "#test/support/pictures.ts";

const MAKERS = { png: aPng.bind(null, 3, 2), jpeg: aJpeg, webp: aWebp } as const;
const FORMATS = Object.keys(MAKERS) as (keyof typeof MAKERS)[];

test.each(FORMATS)("a %s keeps its pixels and nothing of who took it, where and with what", (format) => {
  const file = MAKERS[format](1);
  expect(file.includes(SECRET)).toBe(true);
  const picture = readPicture(file);
  expect(picture.type).toBe(`image/${format}`);
  expect([picture.width, picture.height]).toEqual(format === "png" ? [3, 2] : [1, 1]);
  for (const word of [SECRET, "GPS", "Birgit", "Exif", "xap", "tIME", "XMP", "note"])
    expect(picture.bytes.includes(word), word).toBe(false);
});

test.each(FORMATS)(
  "a %s that lies on its side stays turned the right way, and that is all that stays",
  (format) => {
    const { bytes } = readPicture(MAKERS[format](6));
    expect(bytes.includes("GPS")).toBe(false);
    expect(orientationOf(bytes.subarray(bytes.indexOf("MM\0*")))).toBe(6);
  },
);

test.each(FORMATS)("what is kept of a %s is kept as it is the second time", (format) => {
  const { bytes } = readPicture(MAKERS[format](6));
  expect(readPicture(bytes).bytes.equals(bytes)).toBe(true);
});

test("a WebP that moves is refused", () => {
  expect(() => readPicture(aWebp(1, true))).toThrow(UnreadablePicture);
});

test.each(["GIF89a", "<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.7", ""])(
  "“%s” is no picture, whatever its name says",
  (start) => {
    expect(() => readPicture(Buffer.from(start))).toThrow(UnreadablePicture);
  },
);

test("a file that is cut or changed anywhere is read or refused, and never anything else", () => {
  const damaged = fc.record({
    format: fc.constantFrom(...FORMATS),
    cut: fc.noBias(fc.nat(999)),
    at: fc.noBias(fc.nat(999)),
    byte: fc.nat(255),
  });
  fc.assert(
    fc.property(damaged, ({ format, cut, at, byte }) => {
      const whole = Buffer.from(MAKERS[format](6));
      whole[Math.floor((at / 1000) * whole.length)] = byte;
      const file = whole.subarray(0, Math.ceil((cut / 999) * whole.length));
      try {
        expect(readPicture(file).bytes.includes("GPS")).toBe(false);
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadablePicture);
      }
    }),
    { numRuns: 3000 },
  );
});
