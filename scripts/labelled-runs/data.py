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
