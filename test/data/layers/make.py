"""Networks of this project's layers, computed by PyTorch in double precision: what comes out, its gradients, and the
gradient of a penalty on the slope (second order).

    python make.py      -> *.json beside this file

A network's parameters are one vector, layer by layer, in this project's order: weight, then bias; a dense weight is
[inputs, outputs] (the transpose of PyTorch's). What is not learned comes after all that is: the running mean and variance
of batch normalisation, the direction of spectral normalisation.
"""
import json
from pathlib import Path

import torch
from torch.nn.functional import batch_norm, conv2d, conv_transpose2d, group_norm, interpolate, leaky_relu, normalize

HERE = Path(__file__).parent
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

ACTIVATIONS = {"linear": lambda x: x, "tanh": torch.tanh, "leaky-relu": lambda x: leaky_relu(x, 0.2)}


def activated(layer, x):
    return ACTIVATIONS[layer.get("activation", "linear")](x)


def window(layer):
    return dict(stride=layer.get("stride", 2), padding=layer.get("padding", 1))


# Each kind: the shapes of its parameters for an input shape, and the function.

def spectral(layer, weight, matrix, direction):
    """One step of power iteration, the directions held still, as torch.nn.utils.spectral_norm does in training."""
    if not layer.get("spectralNorm"):
        return weight
    w = matrix(weight)
    with torch.no_grad():
        right = normalize(w.t() @ direction, dim=0, eps=1e-12)
        left = normalize(w @ right, dim=0, eps=1e-12)
        module = torch.nn.utils.spectral_norm(torch.nn.Linear(*w.shape[::-1]))
        module.weight_orig.copy_(w)
        module.weight_u.copy_(direction)
        module(torch.zeros(1, w.shape[1]))
        assert torch.allclose(module.weight, w / (left @ w @ right), rtol=1e-12, atol=1e-14)
    return weight / (left @ w @ right)


def carried(layer, units):
    return [(units,)] if layer.get("spectralNorm") else []


def dense(layer, shape):
    inputs = torch.Size(shape).numel()
    units = layer["dense"]
    return ([(inputs, units), (units,)], carried(layer, units),
            lambda x, w, b, u=None: activated(layer, x.flatten(1) @ spectral(layer, w, torch.t, u) + b))


def conv(layer, shape):
    k = layer.get("kernel", 4)
    filters = layer["conv2d"]
    matrix = lambda w: w.flatten(1)
    return ([(filters, shape[0], k, k), (filters,)], carried(layer, filters),
            lambda x, w, b, u=None: activated(layer, conv2d(x, spectral(layer, w, matrix, u), b, **window(layer))))


def conv_transpose(layer, shape):
    k = layer.get("kernel", 4)
    filters = layer["conv2d-transpose"]
    matrix = lambda w: w.transpose(0, 1).flatten(1)
    return ([(shape[0], filters, k, k), (filters,)], carried(layer, filters),
            lambda x, w, b, u=None: activated(
                layer, conv_transpose2d(x, spectral(layer, w, matrix, u), b, **window(layer))))


def batch_normalised(layer, shape):
    return ([(shape[0],), (shape[0],)], [(shape[0],), (shape[0],)],
            lambda x, gain, bias, mean, variance: activated(
                layer, batch_norm(x, None, None, gain, bias, training=True, eps=1e-5)))


def layer_normalised(layer, shape):
    return ([(shape[0],), (shape[0],)], [],
            lambda x, gain, bias: activated(layer, group_norm(x, 1, gain, bias, eps=1e-5)))


def maxout(layer, shape):
    inputs = torch.Size(shape).numel()
    units, pieces = layer["maxout"], layer["pieces"]
    return ([(inputs, units * pieces), (units * pieces,)], [],
            lambda x, w, b: (x.flatten(1) @ w + b).unflatten(1, (units, pieces)).max(dim=2).values)


def residual(layer, shape):
    own, own_carried, inside = build(layer["residual"], shape)
    return own, own_carried, lambda x, *p: activated(layer, x + inside(x, p[:len(own)], p[len(own):]))


def upsample(layer, shape):
    return [], [], lambda x: interpolate(x, scale_factor=layer["upsample"], mode="nearest")


def reshape(layer, shape):
    return [], [], lambda x: x.reshape(x.shape[0], *layer["reshape"])


def flatten(layer, shape):
    return [], [], lambda x: x.flatten(1)


KINDS = {"dense": dense, "conv2d": conv, "conv2d-transpose": conv_transpose, "upsample": upsample,
         "reshape": reshape, "flatten": flatten, "batch-norm": batch_normalised, "layer-norm": layer_normalised,
         "maxout": maxout, "residual": residual}


def build(layers, shape):
    """Shapes of all parameters, of those that are carried, and the network as a function of x and both lists."""
    shapes, carried_shapes, steps = [], [], []
    probe = torch.randn(2, *shape)
    for layer in layers:
        kind = next(kind for kind in KINDS if kind in layer)
        own, own_carried, apply = KINDS[kind](layer, list(probe.shape[1:]))
        steps.append((apply, slice(len(shapes), len(shapes) + len(own)),
                      slice(len(carried_shapes), len(carried_shapes) + len(own_carried))))
        shapes += own
        carried_shapes += own_carried
        probe = apply(probe, *[torch.randn(s) for s in own + own_carried])

    def network(x, parameters, carried):
        for apply, own, own_carried in steps:
            x = apply(x, *parameters[own], *carried[own_carried])
        return x

    return shapes, carried_shapes, network


def flat(tensors):
    return torch.cat([torch.zeros(0), *[t.detach().reshape(-1) for t in tensors]]).tolist()


def write(name, layers, shape, seed, batch=3):
    generator = torch.Generator().manual_seed(seed)
    normal = lambda *s: torch.randn(*s, generator=generator)
    shapes, carried_shapes, network = build(layers, shape)
    parameters = [(0.5 * normal(*s)).requires_grad_() for s in shapes]
    carried = [normal(*s) for s in carried_shapes]
    x = normal(batch, *shape).requires_grad_()
    out = network(x, parameters, carried)
    back = normal(*out.shape)
    by_x, *by_parameters = torch.autograd.grad((out * back).sum(), [x, *parameters], create_graph=True)
    penalty = ((by_x.flatten(1).norm(dim=1) - 1) ** 2).mean()
    second = torch.autograd.grad(penalty, [x, *parameters], allow_unused=True)
    second = [torch.zeros_like(p) if g is None else g for g, p in zip(second, [x, *parameters])]
    case = {
        "torch": torch.__version__, "layers": layers, "shape": shape, "batch": batch,
        "parameters": flat(parameters), "carried": flat(carried), "x": flat([x]), "back": flat([back]),
        "expected": {
            "shape": list(out.shape[1:]), "output": flat([out]), "by_x": flat([by_x]),
            "by_parameters": flat(by_parameters), "penalty": penalty.item(),
            "penalty_by_x": flat(second[:1]), "penalty_by_parameters": flat(second[1:]),
        },
    }
    (HERE / f"{name}.json").write_text(json.dumps(case))


write("conv2d", [{"conv2d": 2, "activation": "tanh"}, {"conv2d": 3, "kernel": 3, "stride": 1, "activation": "leaky-relu"},
                 {"flatten": True}, {"dense": 2, "activation": "tanh"}], [2, 6, 5], 1)
write("conv2d-transpose", [{"dense": 12, "activation": "tanh"}, {"reshape": [3, 2, 2]},
                           {"conv2d-transpose": 2, "activation": "tanh"},
                           {"conv2d-transpose": 1, "kernel": 3, "stride": 3, "padding": 0, "activation": "tanh"}], [4], 2)
write("upsample", [{"upsample": 2}, {"conv2d": 2, "kernel": 3, "stride": 1, "activation": "tanh"}, {"upsample": 3},
                   {"conv2d": 1, "kernel": 5, "stride": 2, "padding": 2, "activation": "tanh"}], [2, 2, 3], 3)
write("batch-norm", [{"dense": 4}, {"batch-norm": True, "activation": "tanh"}, {"reshape": [2, 2, 1]},
                     {"conv2d": 3, "kernel": 2, "stride": 1}, {"batch-norm": True, "activation": "leaky-relu"},
                     {"dense": 2}], [3], 4, batch=5)
write("layer-norm", [{"conv2d": 3}, {"layer-norm": True, "activation": "tanh"}, {"dense": 5},
                     {"layer-norm": True, "activation": "leaky-relu"}, {"dense": 1}], [2, 5, 4], 5)
write("spectral-norm", [{"dense": 8, "activation": "tanh", "spectralNorm": True}, {"reshape": [2, 2, 2]},
                        {"conv2d-transpose": 3, "activation": "tanh", "spectralNorm": True},
                        {"conv2d": 2, "activation": "leaky-relu", "spectralNorm": True}, {"dense": 2}], [3], 6)
write("maxout", [{"maxout": 4, "pieces": 3}, {"dense": 3, "activation": "tanh"}, {"maxout": 2, "pieces": 2}], [3], 7, batch=4)
write("residual", [{"conv2d": 3, "kernel": 3, "stride": 1, "activation": "tanh"},
                   {"residual": [{"layer-norm": True, "activation": "tanh"},
                                 {"conv2d": 3, "kernel": 3, "stride": 1, "spectralNorm": True}],
                    "activation": "leaky-relu"},
                   {"dense": 2, "activation": "tanh"}, {"residual": [{"dense": 2}]}], [2, 3, 3], 8)
