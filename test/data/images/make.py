"""Writes the pictures and arrays of this folder and what Pillow and NumPy read from them (expected.json)."""
import json
import os

import numpy as np
from PIL import Image

here = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(1)
grey = random.integers(0, 256, (5, 7), dtype=np.uint8)
colour = random.integers(0, 256, (5, 7, 3), dtype=np.uint8)
alpha = np.dstack([colour, random.integers(0, 256, (5, 7), dtype=np.uint8)])
expected = {}


def on_black(rgba):
    colours, a = rgba[..., :-1].astype(float), rgba[..., -1:] / 255
    return np.round(colours * a)


def save(name, image, pixels, **options):
    image.save(os.path.join(here, name), **options)
    expected[name] = np.asarray(pixels).astype(int).reshape(5, 7, -1).tolist()


save("grey.png", Image.fromarray(grey), grey)
save("colour.png", Image.fromarray(colour), colour)
save("alpha.png", Image.fromarray(alpha), on_black(alpha))
grey_alpha = np.dstack([grey, alpha[..., 3]])
save("grey_alpha.png", Image.fromarray(grey_alpha, "LA"), on_black(grey_alpha))
palette = Image.fromarray(colour).quantize(6)
save("palette.png", palette, palette.convert("RGB"))
bits = Image.fromarray(grey).convert("1", dither=Image.Dither.NONE)
save("one_bit.png", bits, np.asarray(bits).astype(int) * 255)
deep = random.integers(0, 65536, (5, 7), dtype=np.uint16)
save("sixteen_bits.png", Image.fromarray(deep), deep >> 8)
smooth = np.clip(np.add.outer(np.arange(5) * 20, np.arange(7) * 15)[..., None] + [0, 40, 80], 0, 255).astype(np.uint8)
for name, image in (("colour.jpg", Image.fromarray(smooth)), ("grey.jpeg", Image.fromarray(smooth[..., 0]))):
    path = os.path.join(here, name)
    image.save(path, quality=95, subsampling=0)
    expected[name] = np.asarray(Image.open(path).convert("RGB")).astype(int).tolist()

# Means of areas, 4 x 3 and 3 x 3 pixels each
large = random.integers(0, 256, (12, 16), dtype=np.uint8)
Image.fromarray(large).save(os.path.join(here, "large.png"))
expected["stretched"] = np.asarray(Image.fromarray(large).reduce((4, 3))).astype(int).tolist()
expected["cropped"] = np.asarray(Image.fromarray(large).reduce((3, 3), box=(2, 0, 14, 12))).astype(int).tolist()
expected["luma"] = np.asarray(Image.fromarray(colour).convert("L")).astype(int).tolist()

# Arrays: the number at [n, ...] is its place in C order
def counted(*shape, dtype):
    return np.arange(np.prod(shape)).reshape(shape).astype(dtype)


np.save(os.path.join(here, "images_u1.npy"), counted(4, 3, 5, dtype=np.uint8))
np.save(os.path.join(here, "channels_last_f4.npy"), counted(2, 5, 6, 3, dtype=np.float32) / 90 - 1)
np.save(os.path.join(here, "fortran_f8.npy"), np.asfortranarray(counted(2, 3, 6, 5, dtype=np.float64) / 180))
np.save(os.path.join(here, "volumes_u1.npy"), counted(2, 1, 5, 6, 4 + 1, dtype=np.uint8))
np.savez(os.path.join(here, "stored.npz"), x=counted(4, 3, 5, dtype=np.uint8), y=np.array([0, 1, 2, 1]))
np.savez_compressed(os.path.join(here, "deflated.npz"), a=counted(4, 3, 5, dtype=np.uint8), b=counted(4, 3, 5, dtype=np.uint8))
with open(os.path.join(here, "expected.json"), "w") as file:
    json.dump(expected, file)
