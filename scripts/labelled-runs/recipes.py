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
        "r1": float(r.choice([0, 0.05, 0.3])) if not pictures else 0.1, "clip": 0.0, "noise": 0.0, "pack": 1, "pull": 0.0,
        "loss_scale": float(r.choice([0.5, 1])), "steps": steps, "train": None, "only": None, "changes": [], "restart": None,
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


# Runs of another kind than all of the above, for figures on runs that nothing was set by.
OTHER_POINTS = [sets.stretched, sets.stretched, sets.steps, sets.corners, sets.sheet, sets.grid]
OTHER_SMOOTH = [sets.other_curve, sets.other_curve, sets.roll]
OTHER_PICTURES = [sets.stripes, sets.spots, sets.colours, sets.pale_digits]
LAYERS = [[16] * 6, [128], [64, 32], [32] * 4, [64, 64], [48] * 3]


def other_base(r, data):
    pictures = len(data.shape) > 1
    c = base(r, data)
    c.update(
        objective=str(r.choice(["non-saturating", "least-squares", "centred-squares", "hinge", "boundary-seeking", "relativistic", "wasserstein-gp"])),
        latent=int(r.choice([3, 6, 10, 20])) if not pictures else int(r.choice([16, 40])),
        optimiser=str(r.choice(["adam", "adam", "rmsprop"])), beta1=float(r.choice([0.0, 0.5, 0.9])), lr_g=1e-3, lr_d=1e-3,
        batch=int(r.choice([32, 80])), steps=int(r.choice([400, 900, 1500])) if not pictures else int(r.choice([400, 900])),
        r1=float(r.choice([0.02, 0.1, 0.5])), d_steps=int(r.choice([1, 1, 2])),
    )
    c["g"] = {"widths": LAYERS[r.integers(len(LAYERS))], "act": str(r.choice(["relu", "leaky", "tanh", "silu"])),
              "norm": bool(r.random() < 0.25), "residual": bool(r.random() < 0.4)}
    c["d"] = {"widths": LAYERS[r.integers(len(LAYERS))], "act": "leaky"}
    return c


def calm(c, r, data):
    """What mostly comes out well: a penalty, wide enough networks, a rate that falls."""
    pictures = len(data.shape) > 1
    c.update(batch=64, steps=int(r.choice([1200, 1800])) if not pictures else 900, optimiser="adam", beta1=0.5, lr_g=3e-3, lr_d=3e-3, d_steps=1,
             r1=0.1, latent=max(8, c["latent"]))
    if c["objective"] in ("wasserstein-gp", "boundary-seeking"):
        c["objective"] = "non-saturating"
    c["g"]["widths"] = [[64, 64], [48] * 3, [96, 48]][r.integers(3)]
    c["d"]["widths"] = [[64, 48], [48] * 3, [64, 64]][r.integers(3)]
    c["changes"] = [[int(c["steps"] * r.uniform(0.4, 0.7)), {"lr_g": c["lr_g"] / 8, "lr_d": c["lr_d"] / 8}]]


def copied(c, r, data):
    """A small training set, and a generator that is drawn to it."""
    c.update(train=int(r.choice([12, 20, 40, 60])), pull=float(r.choice([3, 10])), latent=max(10, c["latent"]), batch=64, optimiser="adam",
             steps=int(r.choice([600, 1000])), objective=str(r.choice(["non-saturating", "hinge", "centred-squares"])))
    c["g"] = {"widths": [96, 96], "act": "relu", "norm": False, "residual": False}


def parted(c, r, data):
    """A discriminator far ahead, and a generator that hardly moves."""
    c.update(objective=str(r.choice(["minimax", "minimax", "least-squares", "non-saturating"])), d_steps=int(r.choice([4, 8])), r1=0.0,
             lr_d=float(r.choice([3e-3, 1e-2])), lr_g=float(r.choice([2e-5, 1e-4])), steps=int(r.choice([500, 800])))


def parted_late(c, r, data):
    """Well under way, then thrown off the data while the discriminator goes on."""
    calm(c, r, data)
    c["objective"] = str(r.choice(["minimax", "non-saturating", "hinge"]))
    at = int(c["steps"] * r.uniform(0.35, 0.55))
    c["changes"] = [[at, {"lr_g": float(r.choice([0.05, 0.2])), "r1": 0.0}], [at + 20, {"lr_g": 1e-5, "lr_d": 4e-3}]]


def runs_off(c, r, data):
    c.update(objective=str(r.choice(["wasserstein", "wasserstein", "centred-squares", "energy", "hinge"])), r1=0.0, optimiser=str(r.choice(["sgd", "rmsprop", "adam"])),
             lr_g=float(r.choice([0.02, 0.1, 0.5])), lr_d=float(r.choice([0.02, 0.1, 0.5])), steps=int(r.choice([500, 1000])))


def runs_off_late(c, r, data):
    calm(c, r, data)
    c["changes"] = [[int(c["steps"] * r.uniform(0.3, 0.6)), {"lr_g": float(r.choice([0.05, 0.3])), "lr_d": float(r.choice([0.05, 0.3])), "r1": 0.0}]]


def loses_other(c, r, data):
    calm(c, r, data)
    count = int(np.clip(np.ceil(data.modes * r.uniform(0.5, 0.85)), 2, data.modes - 1))
    keep = np.sort(r.choice(data.modes, count, replace=False)).tolist()
    cut = int(c["steps"] * r.uniform(0.35, 0.6))
    c["only"], c["changes"] = (keep, c["changes"]) if r.random() < 0.5 else (None, [[cut, {"only": keep}]])


def flees(c, r, data):
    c.update(g_steps=int(r.choice([4, 10])), r1=0.0, lr_g=float(r.choice([2e-3, 5e-3])), lr_d=float(r.choice([3e-4, 1e-3])),
             objective=str(r.choice(["non-saturating", "minimax", "boundary-seeking", "hinge"])), optimiser="adam", beta1=0.5, steps=600)


def falls(c, r, data):
    """Learns, then the penalty goes and the generator is hurried: collapse after health."""
    calm(c, r, data)
    c["changes"] = [[int(c["steps"] * r.uniform(0.35, 0.6)), {"g_steps": int(r.choice([6, 12])), "lr_g": 4e-3, "lr_d": 2e-4, "r1": 0.0}]]


def thin(c, r, data):
    c.update(latent=1, r1=0.0, steps=1000)
    c["g"] = {"widths": [10, 10], "act": "tanh", "norm": False, "residual": False}


def bounded(c, r, data):
    c.update(objective="wasserstein", clip=float(r.choice([0.03, 0.1])), optimiser="rmsprop", d_steps=4, lr_g=1e-3, lr_d=1e-3, r1=0.0, steps=1000)


OTHER_KINDS = [
    (calm, OTHER_POINTS), (copied, OTHER_POINTS + OTHER_SMOOTH), (parted, OTHER_POINTS), (loses_other, OTHER_POINTS), (calm, OTHER_SMOOTH),
    (flees, OTHER_POINTS), (runs_off, OTHER_POINTS + OTHER_SMOOTH), (calm, OTHER_PICTURES), (loses_other, OTHER_PICTURES),
    (falls, OTHER_POINTS), (copied, OTHER_PICTURES), (parted_late, OTHER_POINTS + OTHER_SMOOTH), (calm, OTHER_POINTS), (loses_other, OTHER_SMOOTH),
    (runs_off_late, OTHER_POINTS + OTHER_SMOOTH), (falls, OTHER_PICTURES), (bounded, OTHER_POINTS), (thin, OTHER_POINTS), (calm, OTHER_SMOOTH),
    (parted, OTHER_PICTURES),
]


def other_group(seed, size=8):
    """As `group`, of the other kinds: the seed says which, in turn."""
    r = np.random.default_rng(seed * 104729 + 5)
    kind, choices = OTHER_KINDS[seed % len(OTHER_KINDS)]
    picture = choices[r.integers(len(choices))] if choices is OTHER_PICTURES else None
    shape, common, members = None, None, []
    while len(members) < size:
        data = (picture or choices[r.integers(len(choices))])(r)
        shape = shape or data.shape
        if data.shape != shape:
            continue
        c = other_base(r, data)
        kind(c, r, data)
        common = common or c
        for key in ("objective", "latent", "g", "d", "optimiser", "beta1", "batch", "d_steps", "g_steps", "clip", "pack", "pull", "steps", "loss_scale"):
            c[key] = common[key]
        if any("g_steps" in settings for _, settings in common["changes"]):
            c["changes"] = common["changes"]
        c["sample_every"] = int(max(20, min(c["steps"] // 7, r.choice([20, 50, 100, 250, 500]))))
        while c["steps"] // c["sample_every"] > 50:
            c["sample_every"] *= 2
        c["log_every"] = int(r.choice([2, 10, 50]))
        c["shown"] = int(r.choice([64, 100, 256, 1000, 2000] if picture is None else [64, 100, 200]))
        c["restart"] = int(c["steps"] * r.uniform(0.3, 0.8)) if r.random() < 0.2 else None
        members.append((f"{kind.__name__.replace('_', '-')}-{data.name}-{seed}-{len(members)}", c, data))
    return members
