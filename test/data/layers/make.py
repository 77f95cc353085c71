"""Networks of this project's layers, computed by PyTorch in double precision: what comes out, its gradients, and the
gradient of a penalty on the slope (second order).

    python make.py      -> *.json beside this file

A network's parameters are one vector, layer by layer, in this project's order: weight, then bias; a dense weight is
[inputs, outputs] (the transpose of PyTorch's).
"""
import json
from pathlib import Path

import torch
from torch.nn.functional import conv2d, conv_transpose2d, interpolate, leaky_relu

HERE = Path(__file__).parent
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

ACTIVATIONS = {"linear": lambda x: x, "tanh": torch.tanh, "leaky-relu": lambda x: leaky_relu(x, 0.2)}


def activated(layer, x):
    return ACTIVATIONS[layer.get("activation", "linear")](x)


def window(layer):
    return dict(stride=layer.get("stride", 2), padding=layer.get("padding", 1))


# Each kind: the shapes of its parameters for an input shape, and the function.

def dense(layer, shape):
    inputs = torch.Size(shape).numel()
    units = layer["dense"]
    return [(inputs, units), (units,)], lambda x, w, b: activated(layer, x.flatten(1) @ w + b)


def conv(layer, shape):
    k = layer.get("kernel", 4)
    filters = layer["conv2d"]
    return ([(filters, shape[0], k, k), (filters,)],
            lambda x, w, b: activated(layer, conv2d(x, w, b, **window(layer))))


def conv_transpose(layer, shape):
    k = layer.get("kernel", 4)
    filters = layer["conv2d-transpose"]
    return ([(shape[0], filters, k, k), (filters,)],
            lambda x, w, b: activated(layer, conv_transpose2d(x, w, b, **window(layer))))


def upsample(layer, shape):
    return [], lambda x: interpolate(x, scale_factor=layer["upsample"], mode="nearest")


def reshape(layer, shape):
    return [], lambda x: x.reshape(x.shape[0], *layer["reshape"])


def flatten(layer, shape):
    return [], lambda x: x.flatten(1)


KINDS = {"dense": dense, "conv2d": conv, "conv2d-transpose": conv_transpose, "upsample": upsample,
         "reshape": reshape, "flatten": flatten}


def build(layers, shape):
    """Shapes of all parameters, and the network as a function of x and their list."""
    shapes, steps = [], []
    probe = torch.zeros(2, *shape)
    for layer in layers:
        kind = next(kind for kind in KINDS if kind in layer)
        own, apply = KINDS[kind](layer, list(probe.shape[1:]))
        steps.append((apply, len(shapes), len(own)))
        shapes += own
        probe = apply(probe, *[torch.ones(s) for s in own])

    def network(x, parameters):
        for apply, first, count in steps:
            x = apply(x, *parameters[first:first + count])
        return x

    return shapes, network


def flat(tensors):
    return torch.cat([t.detach().reshape(-1) for t in tensors]).tolist()


def write(name, layers, shape, seed, batch=3):
    generator = torch.Generator().manual_seed(seed)
    normal = lambda *s: torch.randn(*s, generator=generator)
    shapes, network = build(layers, shape)
    parameters = [(0.5 * normal(*s)).requires_grad_() for s in shapes]
    x = normal(batch, *shape).requires_grad_()
    out = network(x, parameters)
    back = normal(*out.shape)
    by_x, *by_parameters = torch.autograd.grad((out * back).sum(), [x, *parameters], create_graph=True)
    penalty = ((by_x.flatten(1).norm(dim=1) - 1) ** 2).mean()
    second = torch.autograd.grad(penalty, [x, *parameters], allow_unused=True)
    second = [torch.zeros_like(p) if g is None else g for g, p in zip(second, [x, *parameters])]
    case = {
        "torch": torch.__version__, "layers": layers, "shape": shape, "batch": batch,
        "parameters": flat(parameters), "x": flat([x]), "back": flat([back]),
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
