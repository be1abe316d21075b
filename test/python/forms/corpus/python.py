import torch

x = torch.tensor([1.0, 2.0, 3.0])

### closures see the last value
#! loose
fs = []
for k in range(3):
    fs.append(lambda: k)
a = [f() for f in fs]

### defaults keep the first value
#! loose
fs = [lambda k=k: k for k in range(3)]
a = [f() for f in fs]

### comprehension closures
#! loose
fs = [lambda: k for k in range(3)]
a = fs[0]() + fs[2]()

### mutable default
#! loose
def add(v, seen=[]):
    seen.append(v)
    return seen


a = add(1)
b = add(2)
c = add(3, [])

### a class attribute shared
#! loose
class A:
    items = []

    def add(self, v):
        self.items.append(v)


p, q = A(), A()
p.add(1)
q.add(2)
a, b = p.items, A.items

### an instance attribute hides
#! loose
class A:
    n = 1

    def inc(self):
        self.n += 1


p, q = A(), A()
p.inc()
a, b, c = p.n, q.n, A.n

### class attribute changed later
#! loose
class A:
    n = 1


p = A()
A.n = 5
a = p.n

### finally overrides return
#! loose
def f():
    try:
        return 1
    finally:
        return 2


a = f()

### finally runs before return is used
#! loose
log = []


def f():
    try:
        log.append(1)
        return len(log)
    finally:
        log.append(2)


a = f()

### an exception out of a function
#! loose
def f(n):
    if n > 1:
        raise ValueError("big")
    return n


a = 0
try:
    a = f(1)
    a = f(2)
    a = 99
except ValueError:
    a += 10

### else of try
#! loose
a = []
try:
    a.append(1)
except Exception:
    a.append(2)
else:
    a.append(3)
finally:
    a.append(4)

### nested try
#! loose
a = []
try:
    try:
        raise KeyError("k")
    except ValueError:
        a.append("v")
    finally:
        a.append("f")
except KeyError:
    a.append("k")

### raise in a loop with continue
#! loose
a = 0
for k in range(5):
    try:
        if k % 2:
            raise ValueError
        a += k
    except ValueError:
        continue
    a += 100

### break in finally
#! loose
a = 0
for k in range(5):
    try:
        a += 1
    finally:
        if k == 2:
            break

### for else
#! loose
a = 0
for k in range(3):
    if k == 5:
        break
else:
    a = 1
for k in range(3):
    if k == 1:
        break
else:
    a = 2

### while else
#! loose
n = 3
a = 0
while n:
    n -= 1
    if n == 1:
        continue
    a += n
else:
    a += 100

### loop variable leaks
#! loose
for k in range(4):
    pass
a = k
for k in []:
    pass
b = k

### comprehension variable does not leak
#! loose
k = 7
a = [k for k in range(3)]
b = k

### walrus leaks
#! loose
a = [y := v * 2 for v in range(3)]
b = y

### except name is deleted
#! loose
e = 1
try:
    raise ValueError
except ValueError as e:
    pass
try:
    a = e
except NameError:
    a = "gone"

### shadowed builtins
#! loose
def sum(v):
    return 42


a = sum([1, 2])
len = lambda v: 7
b = len([1])

### shadowed later in a function
#! loose
def f():
    max = min
    return max(1, 2)


a, b = f(), max(1, 2)

### a shadowed module
#! loose
def f(torch):
    return torch + 1


a = f(1)

### unbound local
#! loose
n = 1


def f():
    try:
        m = n
        n = 2
    except UnboundLocalError:
        return "unbound"
    return m


a = f()

### global in a function
#! loose
n = 1


def f():
    global n
    n = n + 1
    return n


a = f() + f()

### nonlocal counters
#! loose
def counter():
    n = 0

    def inc():
        nonlocal n
        n += 1
        return n

    return inc


p, q = counter(), counter()
a = (p(), p(), q())

### class scope is not seen by methods
#! loose
k = 1


class A:
    k = 2

    def f(self):
        return k


a = A().f()

### class body uses its own names
#! loose
class A:
    k = 2
    m = k + 1
    ks = [v for v in range(m)]


a = A.ks

### name mangling
#! loose
class A:
    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x


class B(A):
    def __init__(self):
        super().__init__()
        self.__x = 2


a = B().get()

### method resolution order
#! loose
class A:
    def f(self):
        return "A"


class B(A):
    def f(self):
        return "B" + super().f()


class C(A):
    def f(self):
        return "C" + super().f()


class D(B, C):
    def f(self):
        return "D" + super().f()


a = D().f()

### property setter
#! loose
class A:
    def __init__(self):
        self._v = 0

    @property
    def v(self):
        return self._v

    @v.setter
    def v(self, value):
        self._v = value * 2


p = A()
p.v = 5
a = p.v

### getattr hook
#! loose
class A:
    n = 3

    def __getattr__(self, name):
        return len(name)


p = A()
a, b = p.n, p.hello

### setattr hook
#! loose
class A:
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value + 1)


p = A()
p.n = 1
a = p.n

### staticmethod through an instance
#! loose
class A:
    @staticmethod
    def f(v):
        return v + 1

    @classmethod
    def g(cls, v):
        return cls.f(v) * 2


a, b = A().f(1), A().g(1)

### functions are no methods when set on an instance
#! loose
class A:
    def f(self):
        return 1


p = A()
p.f = lambda: 2
a, b = p.f(), A().f()

### a function as a class attribute is a method
#! loose
def f(self):
    return self.n


class A:
    n = 4
    g = f


a = A().g()

### operators of a class
#! loose
class V:
    def __init__(self, n):
        self.n = n

    def __add__(self, o):
        return V(self.n + (o.n if isinstance(o, V) else o))

    def __radd__(self, o):
        return self + o

    def __eq__(self, o):
        return self.n == o.n

    def __lt__(self, o):
        return self.n < o.n


a = (1 + V(2) + V(3)).n
b = V(1) == V(1)
c = V(1) < V(0)
d = sum([V(1), V(2)]).n

### length and truth of an object
#! loose
class A:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


a = "yes" if A(0) else "no"
b = "yes" if A(2) else "no"

### contains and iteration
#! loose
class A:
    def __iter__(self):
        yield 1
        yield 2

    def __contains__(self, v):
        return v == 9


a = list(A())
b = 9 in A()
c = 1 in A()

### getitem iteration
#! loose
class A:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10


a = list(A())

### generators are lazy
#! loose
log = []


def gen():
    for k in range(3):
        log.append(k)
        yield k


g = gen()
a = len(log)
first = next(g)
b = len(log)

### generator consumed once
#! loose
g = (k for k in range(3))
a = sum(1 for _ in g)
b = list(g)

### zip is lazy and shortest
#! loose
it = iter([1, 2, 3, 4])
a = list(zip([10, 20], it))
b = list(it)

### zip of one iterator
#! loose
it = iter([1, 2, 3, 4])
a = list(zip(it, it))

### map is lazy
#! loose
seen = []
m = map(lambda v: seen.append(v) or v, [1, 2])
a = len(seen)
b = list(m)
c = len(seen)

### enumerate over a growing list
#! loose
v = [1, 2]
for i, e in enumerate(v):
    if i < 3:
        v.append(e * 10)

### removing while walking
#! loose
v = [1, 2, 3, 4]
for e in v:
    if e % 2:
        v.remove(e)

### dict order
#! loose
d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 9
del d["a"]
d["a"] = 4
a = list(d)
b = list(d.items())

### dict views are live
#! loose
d = {"a": 1}
ks = d.keys()
d["b"] = 2
a = list(ks)

### dict of other key types
#! loose
d = {1: "i", True: "b", 1.0: "f"}
a = d
b = {0: 1, False: 2}[0]

### or and and give operands
#! loose
a = 0 or "x"
b = [] or {} or 5
c = 1 and 0
d = "" and 1

### short circuit has no effect
#! loose
seen = []


def f(v):
    seen.append(v)
    return v


a = f(0) and f(1)
b = f(2) or f(3)

### chained comparison evaluates once
#! loose
seen = []


def f(v):
    seen.append(v)
    return v


a = f(1) < f(2) < f(3)
b = f(3) < f(2) < f(1)

### evaluation order
#! loose
seen = []


def f(v):
    seen.append(v)
    return v


a = f(1) + f(2) * f(3)
b = {f(4): f(5)}
c = [f(6), f(7)][f(0)]

### assignment order
#! loose
v = [0, 0]
i = 0
i, v[i] = 1, 2

### chained assignment goes left to right
#! loose
v = [0, 0, 0]
i = 0
i = v[i] = 2

### swap of items
#! loose
v = [1, 2, 3]
v[0], v[2] = v[2], v[0]
i, j = 0, 1
v[i], v[j], i = v[j], v[i], 2

### augmented assignment of a tuple's list
#! loose
t = ([1], 2)
try:
    t[0] += [5]
except TypeError:
    pass
a = t

### augmented list is the same list
#! loose
v = w = [1]
v += [2]
a = w
v = v + [3]
b = w

### augmented through attributes
#! loose
class A:
    pass


p = A()
p.v = q = [1]
p.v += [2]
a = q

### slices of lists are copies
#! loose
v = [[1], [2]]
w = v[:]
w.append([3])
w[0].append(9)

### slice assignment
#! loose
v = [0, 1, 2, 3, 4]
v[1:3] = [9]
v[::2] = [7, 7]
v[10:] = [5]
v[0:0] = [8]

### deleting slices
#! loose
v = [0, 1, 2, 3, 4, 5]
del v[1::2]
del v[-1]

### list multiplication shares
#! loose
v = [[]] * 3
v[0].append(1)

### tuples of one and none
#! loose
a = (1,)
b = ()
c = 1,
d = (2)

### star in displays
#! loose
v = [1, 2]
a = [0, *v, *range(2)]
b = (*v, *"ab")
c = {**{"a": 1}, "a": 2, **{"b": 3}}

### starred targets
#! loose
a, *b, c = range(5)
*d, e = "xy"
(f, *g), h = [1, 2, 3], 4

### negative division and remainder
#! loose
a = -7 // 2
b = -7 % 3
c = 7 % -3
d = divmod(-7, 2)
e = -7.5 // 2
f = -7.5 % 2
g = int(-2.7)

### powers
#! loose
a = -2**2
b = 2**-1
c = 2**3**2
d = (-8) ** 2
e = 0**0

### rounding half to even
#! loose
a = [round(v) for v in (0.5, 1.5, 2.5, -0.5, -1.5)]
b = round(2.675, 2)
c = round(1234, -2)
d = round(1.0)

### integers that are large
#! loose
a = 2**60 + 1
b = (2**53 + 1) % 10
c = 10**20 // 10**18
d = hash(1) == 1

### booleans are integers
#! loose
a = True + True
b = sum([True, False, True])
c = [10, 20][True]
d = True == 1
e = isinstance(True, int)

### floats
#! loose
a = 0.1 + 0.2 == 0.3
b = 1e308 * 10
c = float("nan") == float("nan")
d = int(1e3)
e = 5 / 2
f = 4 / 2
g = -0.0

### bit operations
#! loose
a = 6 & 3
b = 6 | 3
c = 6 ^ 3
d = ~5
e = 1 << 4
f = -9 >> 1

### comparisons of containers
#! loose
a = [1, 2] < [1, 3]
b = (1,) == [1]
c = [1, 2] == [1, 2]
d = "abc" < "abd"
e = {"a": 1} == {"a": 1}
f = [] is []

### membership
#! loose
a = 1 in [1.0]
b = "b" in "abc"
c = "b" in {"a": 1}
d = None in [0]
e = 2 not in (1, 2)

### identity of small things
#! loose
a = None is None
b = [] is not None
v = [1]
w = v
c = v is w
d = v is v[:]

### strings
#! loose
a = "a,b,,c".split(",")
b = "  x ".strip()
c = "abc"[::-1]
d = "%d-%s" % (1, "x")
e = "{:>4}|{:.2f}".format("a", 1.005)
f = f"{3.14159:.2f} {'x'!r} {2+3=}"
g = "Ab".lower() + "Ab".upper() + "ab".title()
h = "a".join(["1", "2"])
i = "abcabc".find("c"), "abcabc".rfind("c"), "abc".find("z")
j = "x=1".partition("=")
k = "ab" * 2
l = "abc".startswith("ab"), "abc".endswith(("c", "d"))
m = "a\tb\n".splitlines()
n = "é".encode() == b"\xc3\xa9"
o = "12".isdigit(), "1.5".isdigit(), "ab".isalpha()
p = "abc".replace("b", "")
q = "a b  c".split()
r = "abc".index("b")
s = ",".join(str(v) for v in range(3))
t = "x".zfill(3), "7".rjust(3, "0"), "7".ljust(3)
u = int("12") + int(" 7 ") + int("0x1f", 16) + int("101", 2)
v = float("1e3"), float(" -2.5 "), float("inf")

### sorting
#! loose
a = sorted([3, 1, 2], reverse=True)
b = sorted(["b", "A", "a"], key=str.lower)
c = sorted([(1, "b"), (0, "z"), (1, "a")])
d = sorted({"b": 1, "a": 2})
e = sorted([(1, "x"), (0, "y"), (1, "w")], key=lambda t: t[0])
f = sorted("hello")
v = [3, 1, 2]
g = v.sort()
h = list(reversed(v))

### min and max
#! loose
a = min([3, 1, 2])
b = max("b", "a")
c = max([], default=5)
d = max([(1, 2), (1, 3)])
e = min({"a": 3, "b": 1}, key=lambda k: {"a": 3, "b": 1}[k])
f = max(1, 1.0)
g = min(1.0, 1)

### sums and products
#! loose
import math

a = sum([0.1] * 3)
b = sum([[1], [2]], [])
c = math.prod([2, 3, 4])
d = sum(range(5), 10)
e = math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.5)
f = math.gcd(12, 18), math.factorial(5), math.comb(5, 2)
g = math.isclose(0.1 + 0.2, 0.3), math.isnan(float("nan"))
h = math.hypot(3, 4), math.copysign(1, -0.0)

### any and all
#! loose
a = any([]), all([])
b = any(v > 1 for v in [0, 2]), all(v > 1 for v in [0, 2])

### sets
#! loose
a = len({1, 2, 2, 3})
b = {1, 2} & {2, 3} == {2}
c = sorted({1, 2} | {3})
d = sorted({1, 2, 3} - {2})
e = {1, 2} <= {1, 2, 3}
f = sorted(set("hello"))

### list methods
#! loose
v = [1, 2, 3]
a = v.pop(0)
b = v.index(3)
v.insert(1, 9)
v.extend((4, 5))
c = v.count(9)
v.remove(9)
v.reverse()
w = v.copy()
v.clear()

### dict methods
#! loose
d = {"a": 1}
a = d.get("b"), d.get("b", 0), d.get("a")
b = d.setdefault("c", []), d.setdefault("a", 5)
d["c"].append(1)
c = d.pop("a"), d.pop("zz", None)
d.update({"x": 1}, y=2)
e = dict([("k", 1)], m=2)
f = dict.fromkeys(["p", "q"], 0)
g = list(d.values())
h = "c" in d, len(d)

### match statements
#! loose
def f(v):
    match v:
        case 0:
            return "zero"
        case [a, b]:
            return f"pair {a} {b}"
        case [a, *rest]:
            return len(rest)
        case {"k": k}:
            return k
        case str():
            return "text"
        case int() | float():
            return "number"
        case None:
            return "none"
        case _:
            return "other"


a = [f(0), f([1, 2]), f([1, 2, 3]), f({"k": 5}), f("s"), f(2.5), f(None), f(())]

### match with guards and captures
#! loose
def f(v):
    match v:
        case n if isinstance(n, int) and n > 5:
            return n
        case (1 | 2) as m:
            return m * 10
        case n:
            return -1


a = [f(9), f(2), f("x")]

### functions' arguments
#! loose
def f(a, b=2, *args, c, d=4, **kw):
    return (a, b, args, c, d, sorted(kw))


r = f(1, c=3)
s = f(1, 5, 6, 7, c=8, z=9, y=1)
t = f(*[1, 2, 3], **{"c": 4, "d": 5})

### recursion
#! loose
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


a = fib(10)

### mutual recursion
#! loose
def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


a = even(6), odd(6)

### functions redefined
#! loose
def f():
    return 1


g = f


def f():
    return 2


a, b = f(), g()

### decorators with arguments
#! loose
def times(n):
    def deco(fn):
        def inner(*args):
            return fn(*args) * n

        return inner

    return deco


@times(3)
@times(2)
def f(v):
    return v + 1


a = f(1)

### class decorators
#! loose
def deco(cls):
    cls.n = 5
    return cls


@deco
class A:
    n = 1


a = A.n

### dataclass features
#! loose
from dataclasses import dataclass, field


@dataclass
class A:
    x: int
    y: int = 2
    z: list = field(default_factory=list)

    def total(self):
        return self.x + self.y + len(self.z)


p = A(1)
p.z.append(1)
q = A(1)
a, b, c = p.total(), q.total(), p == q

### dataclass order and inheritance
#! loose
from dataclasses import dataclass


@dataclass(order=True, frozen=True)
class A:
    x: int


@dataclass
class B:
    y: int
    z: int = 3


@dataclass
class C(B):
    w: int = 4


a = A(1) < A(2)
b = C(1).z + C(1, 2, 3).w

### enum
#! loose
from enum import Enum, IntEnum


class Color(Enum):
    RED = 1
    BLUE = 2


class N(IntEnum):
    ONE = 1


a = Color.RED.value
b = Color.RED.name
c = Color.RED == Color(1)
d = N.ONE + 1
e = [m.value for m in Color]

### namedtuple
#! loose
from collections import namedtuple

P = namedtuple("P", "x y")
p = P(1, y=2)
a = p.x + p[1]
x_, y_ = p
q = p._replace(x=5)
b = q.x

### counter, defaultdict, deque
#! loose
from collections import Counter, defaultdict, deque

c = Counter("aab")
a = c["a"], c["z"]
d = defaultdict(list)
d["k"].append(1)
b = d["k"]
q = deque([1, 2, 3], maxlen=3)
q.append(4)
e = list(q)

### itertools
#! loose
import itertools

a = list(itertools.chain([1], [2, 3]))
b = list(itertools.product([1, 2], repeat=2))
c = list(itertools.islice(itertools.count(5), 3))
d = list(itertools.accumulate([1, 2, 3]))
e = [k for k, _ in itertools.groupby("aab")]
f = list(itertools.combinations([1, 2, 3], 2))

### functools
#! loose
from functools import partial, reduce

f = partial(pow, 2)
a = f(5)
b = reduce(lambda p, q: p * q, [1, 2, 3], 10)
g = partial(sorted, reverse=True)
c = g([1, 3, 2])

### conditional definitions
#! loose
if len("ab") == 2:
    def f():
        return 1
else:
    def f():
        return 2
a = f()

### tensors alias in containers
#! loose
d = {"x": x}
v = [x, x]
v[0][0] = 9.0
a = d["x"]
b = (x,)[0].sum()

### tensor rebinding inside functions
#! loose
def f(t):
    t = t * 2
    t += 1
    return t


def g(t):
    t += 1
    return t


a = f(x)
b = x.clone()
c = g(x)
d = x

### tensor views
#! loose
m = torch.arange(6).view(2, 3)
r = m[0]
r += 10
c = m[:, 1]
c[0] = -1
f = m.flatten()
f[0] = 99
g = m.T.reshape(-1)
g[0] = 77
n = m.contiguous()
n[1, 2] = 55

### copies of tensors
#! loose
m = torch.tensor([[1, 2], [3, 4]])
a = m.clone()
b = m[[0, 1]]
c = m[m > 0]
d = m + 0
e = torch.tensor(m.tolist())
m.zero_()

### numpy views
#! loose
import numpy as np

m = np.arange(6).reshape(2, 3)
a = m[0]
b = m[:, ::-1]
c = m[[0]]
d = m.copy()
e = m.ravel()
f = m.flatten()
m[0, 0] = 50
b[1, 0] = 60

### sorted by two keys and stable
#! loose
rows = [("b", 2), ("a", 2), ("c", 1)]
rows.sort(key=lambda r: r[1])
a = [r[0] for r in rows]
a.sort()

### string keys computed
#! loose
d = {f"k{i}": i for i in range(3)}
a = d["k" + str(2)]
d |= {"z": 1}
b = {**d} | {"k0": 9}

### while with a list as a stack
#! loose
stack, out = [1, 2, 3], []
while stack:
    out.append(stack.pop())

### nested loops with breaks
#! loose
out = []
for i in range(3):
    for j in range(3):
        if j == 2:
            break
        if i == j:
            continue
        out.append((i, j))

### global names deleted
#! loose
n = 1
del n
try:
    a = n
except NameError:
    a = 2

### del in a function and attributes
#! loose
class A:
    pass


p = A()
p.v = 1
del p.v
a = hasattr(p, "v")

### lambda with conditional and default
#! loose
f = lambda a, b=2, *c, **d: (a if a > b else b) + len(c) + len(d)
r = f(1), f(5, 1, 0, 0, z=1)

### assert and its message
#! loose
a = 1
try:
    assert a == 2, "no"
    a = 5
except AssertionError as e:
    a = str(e)

### string escapes
#! loose
a = len("\n\\\x41\u00e9\N{BULLET}")
b = r"\n"
c = len("""a
b""")
d = "a" "b" 'c'
e = len(b"\x00ab")

### complex is left alone
#! loose
a = 1j * 1j
b = abs(3 + 4j)
c = 2
