"""
Recipes of labelled runs, drawn by seed so that none is like another: data, networks, objectives, turns, cadences and
sizes of samples. Each kind leans towards one outcome; what a run really became is decided by truth.py.
"""
import numpy as np

import data as sets

POINTS = [sets.ring, sets.ring, sets.two_rings, sets.grid, sets.mixture, sets.mixture, sets.mixture]
SMOOTH = [sets.curve, sets.curve, sets.cloud]
PICTURES = [sets.some_digits, sets.some_shapes]

GENTLE = ["non-saturating", "non-saturating", "minimax", "least-squares", "hinge", "wasserstein-gp", "relativistic"]


def base(r, data):
    pictures = len(data.shape) > 1
    steps = int(r.choice([800, 1000, 1500, 2000])) if not pictures else int(r.choice([800, 1200]))
    return {
        "objective": str(r.choice(GENTLE)),
        "latent": int(r.choice([2, 4, 8, 16])) if not pictures else 24,
        "g": {"widths": [int(r.choice([32, 48, 64]))] * int(r.choice([2, 2, 3])), "act": str(r.choice(["relu", "leaky", "tanh", "silu"])),
              "norm": bool(r.random() < 0.15)} if not pictures else {"widths": [96, 96], "act": "relu", "norm": bool(r.random() < 0.3)},
        "d": {"widths": [int(r.choice([32, 48, 64]))] * 2, "act": "leaky"},
        "optimiser": "adam", "lr_g": 2e-3, "lr_d": 2e-3, "beta1": 0.5,
        "batch": int(r.choice([48, 64])), "d_steps": 1, "g_steps": 1,
        "r1": float(r.choice([0, 0.05, 0.3])) if not pictures else 0.1, "clip": 0.0, "noise": 0.0, "pack": 1,
        "loss_scale": float(r.choice([0.5, 1])), "steps": steps, "train": None, "only": None, "changes": [],
    }


def plain(c, r, data):
    pictures = len(data.shape) > 1
    c["r1"] = 0.1 if pictures else max(c["r1"], 0.05)
    c["latent"] = max(c["latent"], 4)
    if not pictures:
        c.update(steps=int(r.choice([2000, 2500])), batch=128, latent=max(c["latent"], 8))
        c["g"]["widths"] = [64, 64]
        if c["objective"] in ("minimax", "wasserstein-gp"):
            c["objective"] = "non-saturating"
    if c["objective"] == "minimax":
        c["r1"] = 0.3
    if pictures:
        c["objective"] = str(r.choice(["non-saturating", "hinge", "relativistic", "least-squares"]))
        c["lr_g"] = c["lr_d"] = 1e-3
    cut = int(c["steps"] * r.uniform(0.5, 0.75))
    if r.random() < 0.7:
        c["changes"] = [[cut, {"lr_g": c["lr_g"] / 5, "lr_d": c["lr_d"] / 5}]]


def greedy(c, r, data):
    c.update(g_steps=int(r.choice([5, 8, 12])), r1=0.0, lr_g=2e-3, lr_d=3e-4, objective=str(r.choice(["non-saturating", "hinge", "minimax"])))


def narrow(c, r, data):
    c["latent"], c["r1"] = 1, 0.0
    c["g"] = {"widths": [int(r.choice([8, 16, 32]))] * 2, "act": "relu", "norm": False}


def strong(c, r, data):
    c.update(objective=str(r.choice(["minimax", "minimax", "least-squares", "non-saturating"])), d_steps=int(r.choice([5, 8])),
             lr_d=float(r.choice([2e-3, 5e-3])), lr_g=float(r.choice([1e-4, 3e-4])), r1=0.0, steps=int(r.choice([600, 900])))


def spike(c, r, data):
    plain(c, r, data)
    at = int(c["steps"] * r.uniform(0.35, 0.6))
    c["changes"] = [[at, {"lr_g": float(r.choice([0.1, 0.3]))}], [at + int(r.choice([20, 40])), {"lr_g": 1e-3}]]


def wild(c, r, data):
    plain(c, r, data)
    c["changes"] = [[int(c["steps"] * r.uniform(0.35, 0.6)), {"lr_g": float(r.choice([0.02, 0.05])), "r1": 0.0}]]


def turn_greedy(c, r, data):
    plain(c, r, data)
    c["changes"] = [[int(c["steps"] * r.uniform(0.35, 0.6)), {"g_steps": int(r.choice([6, 10])), "lr_g": 2e-3, "lr_d": 2e-4, "r1": 0.0}]]


def loses(c, r, data):
    plain(c, r, data)
    keep = np.sort(r.choice(data.modes, max(2, int(np.ceil(data.modes * r.uniform(0.55, 0.85)))), replace=False))
    if r.random() < 0.5:
        c["only"] = keep.tolist()
    else:
        c["changes"] = [[int(c["steps"] * r.uniform(0.4, 0.6)), {"only": keep.tolist()}]]


def few(c, r, data):
    c.update(train=int(r.choice([10, 16, 24])), r1=0.05, objective=str(r.choice(["non-saturating", "hinge"])), noise=0.0)
    c["g"] = {"widths": [128, 128], "act": "relu", "norm": False}
    c["latent"] = max(c["latent"], 4)


def enough(c, r, data):
    plain(c, r, data)
    c["train"] = int(r.choice([400, 800, 1500]))


def hot(c, r, data):
    c.update(optimiser="sgd", lr_g=float(r.choice([0.3, 1.0, 3.0])), lr_d=float(r.choice([0.3, 1.0])), r1=0.0, beta1=0.9,
             objective=str(r.choice(["least-squares", "wasserstein", "energy", "hinge"])), steps=800)


def free(c, r, data):
    c.update(objective="wasserstein", clip=0.0, r1=0.0, d_steps=int(r.choice([1, 2])), lr_d=float(r.choice([1e-3, 5e-3])), steps=1500)


def clipped(c, r, data):
    c.update(objective="wasserstein", clip=float(r.choice([0.05, 0.1])), optimiser="rmsprop", d_steps=3, lr_g=5e-4, lr_d=5e-4, r1=0.0)


def energy(c, r, data):
    c.update(objective="energy", r1=0.0)


def naive(c, r, data):
    c.update(objective="naive-log", lr_d=5e-3, d_steps=3, r1=0.0, steps=1200)


def slow(c, r, data):
    c.update(lr_g=1e-5, lr_d=1e-5, steps=1000)


def weak(c, r, data):
    plain(c, r, data)
    c["changes"] = [[int(c["steps"] * r.uniform(0.5, 0.7)), {"lr_d": 1e-6}]]


def wobble(c, r, data):
    plain(c, r, data)
    at = int(c["steps"] * 0.45)
    c["changes"] = [[at, {"lr_g": 0.01}], [at + 150, {"lr_g": 5e-4, "lr_d": 5e-4}]]


def bare(c, r, data):
    """The plain game of a first tutorial, nothing to steady it."""
    c.update(objective="non-saturating", r1=0.0)


def packed(c, r, data):
    plain(c, r, data)
    c.update(pack=2, r1=0.05)


#: kind: how often, on which data
KINDS = [
    (plain, 26, POINTS), (plain, 20, SMOOTH), (plain, 7, PICTURES), (packed, 1, POINTS), (enough, 4, POINTS + SMOOTH), (weak, 2, POINTS),
    (wobble, 2, POINTS), (bare, 4, POINTS + SMOOTH), (greedy, 5, POINTS + SMOOTH), (narrow, 3, POINTS), (strong, 5, POINTS + SMOOTH),
    (strong, 2, PICTURES), (spike, 3, POINTS + SMOOTH), (wild, 3, POINTS + SMOOTH), (wild, 2, PICTURES), (turn_greedy, 3, POINTS),
    (loses, 5, POINTS), (loses, 2, SMOOTH), (loses, 4, PICTURES), (few, 4, POINTS + SMOOTH), (hot, 4, POINTS + SMOOTH), (free, 2, POINTS),
    (free, 1, PICTURES), (clipped, 2, POINTS), (energy, 2, POINTS), (naive, 2, POINTS), (slow, 2, POINTS + SMOOTH),
]


def group(seed, size=12):
    """
    Runs that are trained side by side: networks, objective and turns in common, everything else drawn for each.

    :returns: kind, what they have in common (of the first), and name, settings and data of each
    """
    r = np.random.default_rng(seed * 7919 + 17)
    which = np.array([weight for _, weight, _ in KINDS], float)
    kind, _, choices = KINDS[r.choice(len(KINDS), p=which / which.sum())]
    wanted, members, common = None, [], None
    pictures = choices[r.integers(len(choices))] if choices is PICTURES else None
    while len(members) < size:
        data = (pictures or choices[r.integers(len(choices))])(r)
        wanted = wanted or data.shape
        if data.shape != wanted:
            continue
        c = base(r, data)
        kind(c, r, data)
        if common is None:
            common = c
        for key in ("objective", "latent", "g", "optimiser", "beta1", "batch", "d_steps", "g_steps", "clip", "pack", "steps", "loss_scale"):
            c[key] = common[key]
        c["d"] = common["d"]
        if any("g_steps" in settings for _, settings in common["changes"]):
            c["changes"] = common["changes"]
        snapshots = int(r.choice([8, 12, 16, 20, 30]))
        c["sample_every"] = max(10, c["steps"] // snapshots // 10 * 10)
        c["log_every"] = int(r.choice([5, 10, 20]))
        c["shown"] = int(r.choice([64, 128, 200, 256, 500, 1000] if pictures is None else [64, 128, 256]))
        members.append((f"{kind.__name__.replace('_', '-')}-{data.name}-{seed}-{len(members)}", c, data))
    return members
