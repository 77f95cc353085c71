"""Data sets whose modes are known, for labelled runs. Each can be sampled and can say where samples belong."""
import gzip
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.neighbors import NearestNeighbors
from sklearn.svm import SVC

DIGITS = Path(__file__).parents[2] / "media/digits"


class Gaussians:
    """Separate Gaussians: centres [modes, d], one deviation each, shares that sum to 1."""

    small_kinds = True

    def __init__(self, name, centres, deviation, shares=None):
        self.name, self.centres = name, np.asarray(centres, float)
        self.modes = len(self.centres)
        self.deviation = np.full(self.modes, deviation, float)
        self.shares = np.full(self.modes, 1 / self.modes) if shares is None else np.asarray(shares) / np.sum(shares)
        self.shape = (self.centres.shape[1],)
        apart = np.linalg.norm(self.centres[:, None] - self.centres[None], axis=2)
        self.gap = (apart + np.diag(np.full(self.modes, np.inf))).min(1)
        # Three standard deviations in the plane hold 98.9 %; as much is taken in as many dimensions as there are.
        d = self.shape[0]
        self.reach = self.deviation * (3 if d <= 2 else np.sqrt(d) + 1.7)

    def sample(self, n, rng, only=None):
        shares = self.shares if only is None else self.shares * np.isin(np.arange(self.modes), only)
        of = rng.choice(self.modes, n, p=shares / shares.sum())
        return self.centres[of] + self.deviation[of, None] * rng.standard_normal((n, self.shape[0]))

    def place(self, x):
        """Closest mode of each sample, whether it is on it, whether it is near it."""
        distance = np.linalg.norm(x[:, None] - self.centres[None], axis=2)
        of = distance.argmin(1)
        least = distance.min(1)
        on = least <= self.reach[of]
        return of, on, on | (least < self.gap[of] / 4)


class Stretched(Gaussians):
    """Clusters that are longer one way than the other: centres [modes, d], a transform [modes, d, d] of the noise of each."""

    def __init__(self, name, centres, transforms, shares=None):
        super().__init__(name, centres, 1.0, shares)
        self.transforms = np.asarray(transforms, float)
        self.inverse = np.linalg.inv(self.transforms)

    def sample(self, n, rng, only=None):
        shares = self.shares if only is None else self.shares * np.isin(np.arange(self.modes), only)
        of = rng.choice(self.modes, n, p=shares / shares.sum())
        return self.centres[of] + np.einsum("nij,nj->ni", self.transforms[of], rng.standard_normal((n, self.shape[0])))

    def place(self, x):
        away = x[:, None] - self.centres[None]
        deviations = np.linalg.norm(np.einsum("mij,nmj->nmi", self.inverse, away), axis=2)
        of = deviations.argmin(1)
        on = deviations.min(1) <= self.reach[of]
        return of, on, on | (np.linalg.norm(away[np.arange(len(x)), of], axis=1) < self.gap[of] / 4)


class Curve:
    """A curve with Gaussian thickness has no modes: cut into twelve equal segments, for the truth alone."""

    modes = 12
    small_kinds = True

    def __init__(self, name, at, deviation):
        self.name, self.deviation, self.shares = name, deviation, np.full(12, 1 / 12)
        fine = np.array([at(t) for t in np.linspace(0, 1, 4801)])
        length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(fine, axis=0), axis=1))])
        length /= length[-1]
        self.line = np.stack([np.interp(np.linspace(0, 1, 1200), length, column) for column in fine.T], 1)
        self.segment = np.linalg.norm(np.diff(fine, axis=0), axis=1).sum() / 12
        self.index = NearestNeighbors(n_neighbors=1).fit(self.line)
        self.shape = (self.line.shape[1],)

    def sample(self, n, rng, only=None):
        at = rng.integers(0, 1200, n)
        if only is not None:
            parts = np.flatnonzero(np.isin(np.arange(1200) // 100, only))
            at = parts[rng.integers(0, len(parts), n)]
        return self.line[at] + self.deviation * rng.standard_normal((n, self.shape[0]))

    def place(self, x):
        distance, at = (a[:, 0] for a in self.index.kneighbors(x))
        reach = 3 * self.deviation
        return at // 100, distance <= reach, distance <= max(reach, self.segment / 4)


class Cloud:
    """One connected cloud: cut into twelve parts by k-means, for the truth alone."""

    modes = 12
    small_kinds = True

    def __init__(self, name, draw):
        self.name, self.draw = name, draw
        self.reference = draw(6000, np.random.default_rng(5))
        means = KMeans(12, n_init=3, random_state=1).fit(self.reference)
        self.centres, self.shares = means.cluster_centers_, np.bincount(means.labels_, minlength=12) / 6000
        self.index = NearestNeighbors(n_neighbors=1).fit(self.reference)
        self.reach = np.quantile(self.index.kneighbors(draw(2000, np.random.default_rng(6)))[0], 0.99)
        self.shape = (self.reference.shape[1],)

    def cell(self, x):
        return np.linalg.norm(x[:, None] - self.centres[None], axis=2).argmin(1)

    def sample(self, n, rng, only=None):
        if only is None:
            return self.draw(n, rng)
        x = self.draw(n * 20, rng)
        return x[np.isin(self.cell(x), only)][:n]

    def place(self, x):
        distance = self.index.kneighbors(x)[0][:, 0]
        return self.cell(x), distance <= self.reach, distance <= 1.5 * self.reach


class Images:
    """Images of known classes. A sample belongs to a class when the real ones around it say so with one voice."""

    small_kinds = False

    def __init__(self, name, images, labels):
        self.name, self.images, self.labels = name, images.reshape(len(images), -1), labels
        self.shape = images.shape[1:]
        self.modes = int(labels.max()) + 1
        self.shares = np.bincount(labels) / len(labels)
        half = np.random.default_rng(1).random(len(labels)) < 0.5
        self.classes = SVC(gamma=0.5 / (self.images.shape[1] * self.images.var())).fit(self.images, labels)
        unseen = NearestNeighbors(n_neighbors=1).fit(self.images[half]).kneighbors(self.images[~half])[0][:, 0]
        self.on_reach, self.near_reach = np.quantile(unseen, 0.95), 1.1 * np.quantile(unseen, 0.99)
        self.index = NearestNeighbors(n_neighbors=5).fit(self.images)

    def sample(self, n, rng, only=None):
        rows = np.arange(len(self.labels)) if only is None else np.flatnonzero(np.isin(self.labels, only))
        return self.images[rng.choice(rows, n)]

    def place(self, x):
        of = self.classes.predict(x)
        distance, at = self.index.kneighbors(x)
        agree = (self.labels[at] == of[:, None]).sum(1)
        on = (distance[:, 0] <= self.on_reach) & (agree >= 4)
        return of, on, on | ((distance[:, 0] <= self.near_reach) & (agree >= 3))


def digits(kinds):
    def idx(name, offset):
        return np.frombuffer(gzip.decompress((DIGITS / name).read_bytes()), np.uint8, offset=offset)

    images = idx("images-idx3-ubyte.gz", 16).reshape(-1, 1, 8, 8) / 8.0 - 1
    labels = idx("labels-idx1-ubyte.gz", 8)
    rows = np.isin(labels, kinds)
    return images[rows], np.searchsorted(kinds, labels[rows])


def shapes(side, kinds, rng):
    """Soft shapes at shifting places and sizes, a little noisy."""
    n = 250 * len(kinds)
    labels = np.arange(n) % len(kinds)
    y, x = np.mgrid[:side, :side] / (side - 1) * 2 - 1
    images = np.empty((n, 1, side, side))
    for i, kind in enumerate(np.asarray(kinds)[labels]):
        u, v = x - rng.uniform(-0.2, 0.2), y - rng.uniform(-0.2, 0.2)
        size = rng.uniform(0.5, 0.7)
        r = np.hypot(u, v)
        inside = {
            "disc": size - r,
            "ring": 0.2 - np.abs(r - size),
            "square": size - np.maximum(np.abs(u), np.abs(v)),
            "bar": np.minimum(0.25 - np.abs(v), size + 0.2 - np.abs(u)),
            "pole": np.minimum(0.25 - np.abs(u), size + 0.2 - np.abs(v)),
            "cross": np.maximum(0.18 - np.abs(u), 0.18 - np.abs(v)),
            "slope": 0.22 - np.abs(u - v) / 1.4,
            "half": u,
        }[kind]
        images[i, 0] = np.tanh(inside * side / 2)
    images += 0.05 * rng.standard_normal(images.shape)
    return np.clip(images, -1, 1), labels


def pictures(kinds, draw, rng, each=220):
    """Images of classes, `draw(kind)` gives one of [channels, height, width]; a little noisy."""
    labels = np.arange(each * len(kinds)) % len(kinds)
    images = np.stack([draw(kinds[label]) for label in labels])
    return np.clip(images + 0.04 * rng.standard_normal(images.shape), -1, 1), labels


def ring(r):
    n, radius = int(r.choice([3, 4, 5, 6, 7, 8, 9, 10, 12])), r.choice([0.5, 1, 2, 4])
    turn = r.uniform(0, 6)
    centres = [[radius * np.cos(2 * np.pi * i / n + turn), radius * np.sin(2 * np.pi * i / n + turn)] for i in range(n)]
    gap = 2 * radius * np.sin(np.pi / n)
    return Gaussians(f"ring{n}", centres, gap * r.uniform(0.04, 0.12), weights(n, r))


def two_rings(r):
    inner, outer = int(r.choice([3, 4])), int(r.choice([6, 8]))
    centres = [[k * np.cos(2 * np.pi * i / n), k * np.sin(2 * np.pi * i / n)] for n, k in [(inner, 1), (outer, 2.5)] for i in range(n)]
    return Gaussians(f"rings{inner}+{outer}", centres, r.uniform(0.08, 0.14))


def grid(r):
    a, b = int(r.choice([2, 3, 4, 5])), int(r.choice([2, 3, 4]))
    return Gaussians(f"grid{a}x{b}", [[i - a / 2, j - b / 2] for i in range(a) for j in range(b)], r.uniform(0.05, 0.12), weights(a * b, r))


def mixture(r):
    d = int(r.choice([1, 2, 2, 3, 4, 8, 8, 16, 16, 32]))
    n = int(r.choice([3, 4, 5, 6, 8, 10, 14]))
    scale = 8 if d == 1 else 2
    deviation = r.uniform(0.04, 0.15) if d > 1 else 0.1
    least = 9 * deviation if d <= 3 else (6 + 1.5 * np.sqrt(d)) * deviation
    centres = []
    while len(centres) < n:
        centre = r.uniform(-scale, scale, d)
        if all(np.linalg.norm(centre - other) > least for other in centres):
            centres.append(centre)
        else:
            scale *= 1.01  # until there is room
    return Gaussians(f"mixture{n}in{d}", centres, deviation, weights(n, r))


def weights(n, r):
    return None if r.random() < 0.65 else r.uniform(0.25, 1.5, n)


def curve(r):
    kind = str(r.choice(["moons", "spiral", "circle", "wave", "helix", "parabola"]))

    def at(t):
        if kind == "moons":
            a = np.pi * (2 * t % 1)
            return [np.cos(a), np.sin(a)] if t < 0.5 else [1 - np.cos(a), 0.5 - np.sin(a)]
        if kind == "spiral":
            return [0.25 * (1.5 + 8 * t) * np.cos(1.5 + 8 * t), 0.25 * (1.5 + 8 * t) * np.sin(1.5 + 8 * t)]
        if kind == "circle":
            return [2 * np.cos(6.2832 * t), 2 * np.sin(6.2832 * t)]
        if kind == "wave":
            return [4 * t - 2, np.sin(7 * t)]
        if kind == "helix":
            return [np.cos(7 * t), np.sin(7 * t), 3 * t - 1.5]
        return [3 * t - 1.5, (3 * t - 1.5) ** 2 - 1]

    return Curve(kind, at, r.uniform(0.05, 0.1))


def cloud(r):
    kind, d = str(r.choice(["normal", "square", "long"])), int(r.choice([2, 2, 3, 6]))
    spread = np.where(np.arange(d) == 0, 3 if kind == "long" else 1, 1)

    def draw(n, rng):
        return (rng.uniform(-1.5, 1.5, (n, d)) if kind == "square" else rng.standard_normal((n, d))) * spread

    return Cloud(f"{kind}{d}", draw)


def some_digits(r):
    kinds = np.sort(r.choice(10, int(r.choice([4, 6, 8, 10, 10])), replace=False))
    return Images(f"digits{len(kinds)}", *digits(kinds))


def some_shapes(r):
    kinds = r.choice(["disc", "ring", "square", "bar", "pole", "cross", "slope", "half"], int(r.choice([4, 5, 6])), replace=False)
    side = int(r.choice([8, 10, 12]))
    return Images(f"shapes{len(kinds)}x{side}", *shapes(side, list(kinds), r))


def stretched(r):
    n, d = int(r.choice([3, 4, 6, 9])), int(r.choice([2, 2, 3]))
    side = int(np.ceil(n ** (1 / d)))
    places = np.stack(np.meshgrid(*[np.arange(side)] * d), -1).reshape(-1, d)[r.permutation(side**d)[:n]] * 2.0
    transforms = []
    for _ in range(n):
        turn, _ = np.linalg.qr(r.standard_normal((d, d)))
        transforms.append(turn @ np.diag([0.26] + [float(r.uniform(0.05, 0.1))] * (d - 1)))
    return Stretched(f"stretched{n}in{d}", places + r.uniform(-6, 6, d), transforms)


def steps(r):
    """Modes of falling weight: the rarest a thirtieth to a tenth of the most frequent."""
    n = int(r.choice([4, 5, 7]))
    shares = float(r.uniform(0.03, 0.1)) ** (np.arange(n) / (n - 1))
    centres = [[2 * np.cos(2.4 * i) * (1 + i / 2) ** 0.5, 2 * np.sin(2.4 * i) * (1 + i / 2) ** 0.5] for i in range(n)]
    return Gaussians(f"steps{n}", centres, 0.12, shares)


def corners(r):
    d = int(r.choice([3, 3, 4]))
    centres = np.stack(np.meshgrid(*[[-1, 1]] * d), -1).reshape(-1, d)[: int(r.choice([6, 8]))]
    return Gaussians(f"corners{len(centres)}in{d}", centres + r.uniform(-3, 3, d), float(r.uniform(0.1, 0.2)))


def sheet(r):
    """Plane modes that lie somewhere in many dimensions."""
    n, d = int(r.choice([5, 8])), int(r.choice([16, 24]))
    axes, _ = np.linalg.qr(r.standard_normal((d, 2)))
    flat = np.array([[2 * np.cos(2 * np.pi * i / n), 2 * np.sin(2 * np.pi * i / n)] for i in range(n)])
    return Gaussians(f"sheet{n}in{d}", flat @ axes.T + r.uniform(-1, 1, d), 0.06)


def other_curve(r):
    kind = str(r.choice(["eight", "nested", "trefoil", "star", "lines"]))

    def at(t):
        a = 2 * np.pi * t
        if kind == "eight":
            return [2 * np.sin(a), np.sin(2 * a)]
        if kind == "nested":
            b = 2 * np.pi * (3 * t if t < 1 / 3 else (3 * t - 1) / 2)
            return [(1 if t < 1 / 3 else 2) * np.cos(b), (1 if t < 1 / 3 else 2) * np.sin(b)]
        if kind == "trefoil":
            return [np.sin(a) + 2 * np.sin(2 * a), np.cos(a) - 2 * np.cos(2 * a), -np.sin(3 * a)]
        if kind == "star":
            return [(2 + 0.6 * np.cos(5 * a)) * np.cos(a), (2 + 0.6 * np.cos(5 * a)) * np.sin(a)]
        return [4 * (2 * t % 1) - 2, 1.5 if t < 0.5 else -1.5]

    return Curve(kind, at, r.uniform(0.06, 0.1))


def roll(r):
    kind = str(r.choice(["roll", "annulus", "shell", "saddle"]))

    def draw(n, rng):
        a, b = rng.uniform(0, 1, (2, n))
        if kind == "roll":
            t = 1.5 * np.pi * (1 + 1.4 * a)
            x = np.stack([t * np.cos(t) / 5, 4 * b - 2, t * np.sin(t) / 5], 1)
        elif kind == "annulus":
            radius = np.sqrt(1 + 3 * a)
            x = np.stack([radius * np.cos(2 * np.pi * b), radius * np.sin(2 * np.pi * b)], 1)
        elif kind == "shell":
            x = rng.standard_normal((n, 3))
            x = 2 * x / np.linalg.norm(x, axis=1, keepdims=True)
        else:
            x = np.stack([3 * a - 1.5, 3 * b - 1.5, (3 * a - 1.5) ** 2 - (3 * b - 1.5) ** 2], 1)
        return x + 0.07 * rng.standard_normal(x.shape)

    return Cloud(kind, draw)


def stripes(r):
    """Waves of so many directions, each at any phase: a class is a closed curve, not a cluster."""
    n, side = int(r.choice([4, 6])), 8
    y, x = np.mgrid[:side, :side] / side

    def draw(kind):
        angle, cycles = np.pi * kind / n, 1.6
        along = x * np.cos(angle) + y * np.sin(angle)
        return np.cos(2 * np.pi * (cycles * along + r.random()))[None]

    return Images(f"stripes{n}", *pictures(list(range(n)), draw, r))


def spots(r):
    """One soft spot at one of nine places, of changing size."""
    places = r.permutation(9)[: int(r.choice([5, 7, 9]))]
    y, x = np.mgrid[:9, :9]

    def draw(place):
        u, v = x - (1.5 + 3 * (place % 3)) - r.normal(0, 0.3), y - (1.5 + 3 * (place // 3)) - r.normal(0, 0.3)
        return (2 * np.exp(-(u**2 + v**2) / r.uniform(2, 4)) - 1)[None]

    return Images(f"spots{len(places)}", *pictures(list(places), draw, r))


def colours(r):
    """Discs and squares in plain colours on grey: three channels."""
    kinds = [(shape, colour) for shape in (0, 1) for colour in range(3)][: int(r.choice([4, 6]))]
    y, x = np.mgrid[:8, :8] / 7 * 2 - 1

    def draw(kind):
        shape, colour = kind
        u, v, size = x - r.uniform(-0.15, 0.15), y - r.uniform(-0.15, 0.15), r.uniform(0.5, 0.7)
        inside = np.tanh(5 * (size - (np.hypot(u, v) if shape == 0 else np.maximum(np.abs(u), np.abs(v)))))
        return np.stack([inside if channel == colour else -0.5 * np.ones_like(inside) for channel in range(3)])

    return Images(f"colours{len(kinds)}", *pictures(kinds, draw, r))


def pale_digits(r):
    """Digits dark on light and of half the contrast."""
    kinds = np.sort(r.choice(10, int(r.choice([3, 5, 7, 10])), replace=False))
    images, labels = digits(kinds)
    return Images(f"pale-digits{len(kinds)}", -0.6 * images, labels)
