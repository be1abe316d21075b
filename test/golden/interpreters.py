"""What Ruby, PHP, Lua, OCaml and Octave make of the array literals below: python3 test/golden/interpreters.py writes interpreters.json.

Each text is evaluated by the language's own interpreter; values are written with 17 digits, the shape as that of the nested lists, `float` where
one of them is a float of the language. Null where the interpreter raises, or the value is no array of numbers.
"""

import json
import pathlib
import subprocess

TEXTS = {
    "ruby": [
        "[0.5, -1, 2e-3]",
        "[[1, 2], [3, 4]]",
        "[1_000, 0x1F, 0b101, 017, 0o17]",
        "[7 / 2, -7 / 2, 7 % 3, -7 % 3, 7.0 / 2]",
        "[2**3, -2**2, 2.0**-1, (-2)**2, 2**3**2]",
        "[1, 2,]",
        "[0.1 + 0.2, 1 - 2 - 3, 2 * 3 + 4]",
        "[1.0, Float::NAN, Float::INFINITY, -Float::INFINITY]",
        "[1, # one\n 2]",
        "[1e3, 1E-2, 1.5e+2]",
        "[[0.5] * 3, [1, 2, 3]]",
        "[1] + [2, 3]",
        "[*[1, 2], 3]",
        "[1 << 3, 0xFF & 0x0F, 1 | 6]",
        "[Math.sqrt(4), Math::PI, Math.exp(0)]",
        "[1, 2].freeze",
        "[3, 1, 2].sort",
        "[-1.abs, 2.0.to_i]",
        "%w[1 2]",
        "Array.new(3, 0.5)",
        "[1r, 2]",
        "[08]",
    ],
    "php": [
        "[0.5, -1, 2e-3]",
        "[[1, 2], [3, 4]]",
        "array(array(1, 2), array(3, 4),)",
        "[1_000, 0x1F, 0b101, 017, 0o17]",
        "[7 / 2, 6 / 2, -7 % 3, 7 % 3]",
        "[2 ** 3, -2 ** 2, 2 ** -1, 2 ** 3 ** 2]",
        "[0 => 1, 1 => 2]",
        "[1 => 1, 0 => 2]",
        "[NAN, INF, -INF]",
        "[true, false]",
        "[1, // one\n 2, /* two */ 3 # three\n]",
        "[.5, 1., 1E3]",
        "[0.1 + 0.2, 1 - 2 - 3]",
        "[...[1, 2], 3]",
        "[M_PI, sqrt(4), exp(0)]",
        "[1 << 3, 0xFF & 0x0F, 1 | 6]",
        "['1', 2]",
        "array_fill(0, 3, 0.5)",
        "[08]",
        "[7.5 % 2, -7.5 % 2]",
    ],
    "lua": [
        "{0.5, -1, 2e-3}",
        "{{1, 2}, {3, 4}}",
        "{{1, 2}, {3, 4},}",
        "{1; 2; 3}",
        "{0x1F, 0xA.8p0, 1e2}",
        "{7 / 2, 6 / 2, 7 // 2, -7 // 2, 7 % 3, -7 % 3}",
        "{2^3, -2^2, 2^-1, 2^3^2}",
        "{017, 08}",
        "{math.huge, -math.huge, 0/0}",
        "{math.pi, math.sqrt(4), math.exp(0)}",
        "{1, -- one\n 2, --[[ two ]] 3}",
        "{[1] = 5, [2] = 6}",
        "{1, nil, 3}",
        "{1 << 3, 0xFF & 0x0F, 1 | 6}",
        "{0.1 + 0.2, 1 - 2 - 3}",
        "{7.5 // 2, -7.5 % 2}",
        "{true, false}",
        "{1, 2, n = 3}",
        "{3e0, 1., .5}",
    ],
    "ocaml": [
        "[0.5; -1.; 2e-3]",
        "[[1.; 2.]; [3.; 4.]]",
        "[|0.5; 1.5|]",
        "[|[|1.; 2.|]; [|3.; 4.|]|]",
        "[1; 2; 3]",
        "[1_000; 0x1F; 0b101; 0o17]",
        "[7 / 2; -7 / 2; 7 mod 3; -7 mod 3]",
        "[0.1 +. 0.2; 1. -. 2. -. 3.; 2. *. 3. +. 4.]",
        "[2. ** 3.; -2. ** 2.; 2. ** 3. ** 2.; 1. -. -2. ** 2.]",
        "[1.; (* one *) 2.]",
        "[nan; infinity; neg_infinity]",
        "[sqrt 4.; exp 0.]",
        "[1.;]",
        "[1, 2; 3, 4]",
        "[017]",
        "[1 lsl 3; 0xFF land 0x0F]",
        "[~-1; - 2]",
        "[1.e3; 0x1p3]",
        "[| |]",
    ],
    "perl": [
        "[0.5, -1, 2e-3]",
        "[[1, 2], [3, 4]]",
        "[7 / 2, -7 % 3, 7 % 3, 7 % -3]",
        "[7.5 % 2, -7.5 % 2]",
        "[2 ** 3, -2 ** 2, 2 ** 3 ** 2]",
        "[017, 0x1F, 0b101, 1_000]",
        "[(1, 2), 3]",
        "[(1, 2), (3, (4, 5))]",
        "[(1 + 2) * 3, (4)]",
        "[[1, 2], [(3, 4)]]",
        "[1, 2,]",
        "[1, # one\n 2]",
        "[0.1 + 0.2, 1 - 2 - 3]",
        "[1 .. 4]",
        "[(1) x 3]",
        "[sqrt(4), exp(0)]",
        "[08]",
    ],
    "octave": [
        "[0.5, -1, 2e-3]",
        "[1 2; 3 4]",
        "[1, 2\n 3, 4]",
        "[1 -2]",
        "[1 - 2]",
        "[1 -2 + 3]",
        "[1 , -2 ; 3 , 4]'",
        "[1:3; 4:6]",
        "0:0.25:1",
        "5:-2:1",
        "[1 2 ... three\n 3]",
        "[1 2 % two\n 3 4]",
        "[2^3, -2^2, 2^-1, 2^-1^2]",
        "[7/2, 2\\7, 0x1F, 1e3]",
        "[NaN, Inf, -Inf, pi]",
        "ones(2, 3) * 0.5",
        "zeros(2)",
        "eye(2, 3)",
        "linspace(0, 1, 5)",
        "repmat([1 2], 2, 2)",
        "reshape(1:6, 2, 3)",
        "[[1 2]; [3 4]]",
        "[1;2] + [10;20]",
        "[1 2] .* [3 4]",
        "[1 2] == [1 3]",
        "single([0.1 0.2])",
        "int32([1.5 2.5 -1.5])",
        "uint8([300 -1])",
        "int32([7 8]) / 2",
        "[1 2](2)",
        "2^3^2 * [1 1]",
        "[2 3].^2.^2",
        "int8([127 -128])",
        "uint8([256 255 0])",
        "diag([1 2])",
        "[1i 2]",
        "~[1 0]",
        "!true",
        "[1,2;3]",
        "true(2, 2)",
        "[1 2]'",
        "[a=1, 2]",
        "mod(-7, 3)",
        "cat(1, [1 2], [3 4])",
        "horzcat([1 2], 3)",
        "[1'; 2']",
        "[1 ' ' 2]",
    ],
}

RUBY = r"""
def w(v)
  case v
  when Array then "[" + v.map { |x| w(x) }.join(",") + "]"
  when Integer then v.to_s
  when Float then v.nan? ? '"nan"' : v.infinite? ? (v > 0 ? '"inf"' : '"-inf"') : "%.17g" % v + (("%.17g" % v) =~ /[.e]/ ? "" : ".0")
  else raise "no number"
  end
end
puts w(eval(STDIN.read))
"""

PHP = r"""
function w($v) {
  if (is_array($v)) { if (array_keys($v) !== range(0, count($v) - 1)) throw new Exception("keys"); return "[" . implode(",", array_map("w", $v)) . "]"; }
  if (is_bool($v)) return $v ? "true" : "false";
  if (is_int($v)) return (string)$v;
  if (!is_float($v)) throw new Exception("no number");
  if (is_nan($v)) return '"nan"';
  if (is_infinite($v)) return $v > 0 ? '"inf"' : '"-inf"';
  $s = sprintf("%.16e", $v); return $s;
}
echo w(eval("return " . stream_get_contents(STDIN) . ";"));
"""

LUA = r"""
local function w(v)
  if type(v) == "table" then
    local n = 0
    for _ in pairs(v) do n = n + 1 end
    if n ~= #v then error("keys") end
    local parts = {}
    for i = 1, #v do parts[i] = w(v[i]) end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  if type(v) == "boolean" then return tostring(v) end
  if math.type(v) == "integer" then return tostring(v) end
  if math.type(v) ~= "float" then error("no number") end
  if v ~= v then return '"nan"' end
  if v == math.huge then return '"inf"' end
  if v == -math.huge then return '"-inf"' end
  return string.format("%.16e", v)
end
print(w(load("return " .. io.read("a"))()))
"""

PERL = r"""
sub w {
  my ($v) = @_;
  return "[" . join(",", map { w($_) } @$v) . "]" if ref($v) eq "ARRAY";
  die "no number" unless defined $v && $v =~ /^-?[0-9]/;
  return sprintf("%.16e", $v);
}
my $v = eval(join("", <STDIN>));
die $@ if $@;
print w($v);
"""

OCTAVE = r"""
try
  v = eval(strtrim(fileread("/dev/stdin")));
  if (!(isnumeric(v) || islogical(v)) || iscomplex(v) || iscell(v)) error("no number"); end
  printf("%s|%s|", class(v), strjoin(cellfun(@num2str, num2cell(size(v)), "UniformOutput", false), ","));
  printf("%.16e ", permute(full(double(v)), ndims(v):-1:1));
catch
  printf("raises");
end
"""


def run(command, text):
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60)
    return done.stdout.strip() if done.returncode == 0 else None


def nested(command, text):
    out = run(command, text)
    return json.loads(out) if out else None


def ocaml(text):
    """By the type that fits: numbers and lists or arrays of them, one or two deep."""
    floats = "fun v -> print_string (if Float.is_nan v then \"\\\"nan\\\"\" else if v = infinity then \"\\\"inf\\\"\" else if v = neg_infinity then \"\\\"-inf\\\"\" else Printf.sprintf \"%.16e\" v)"
    integers = "fun v -> print_int v"
    lists = "let l w v = print_string \"[\"; List.iteri (fun i x -> if i > 0 then print_string \",\"; w x) v; print_string \"]\";;"
    arrays = "let a w v = l w (Array.to_list v);;"
    for leaf in (integers, floats):
        for printer in ("l w", "a w", "l (l w)", "a (a w)"):
            program = f"{lists}\n{arrays}\nlet w = {leaf};;\nlet () = ({printer}) ({text});;\n"
            path = pathlib.Path("/tmp/interpreters.ml")
            path.write_text(program)
            out = run(["ocaml", str(path)], "")
            if out:
                return json.loads(out)
    return None


def octave(text):
    out = run(["octave", "--quiet", "--no-gui", "--eval", OCTAVE], text)
    if not out or out.startswith("raises"):
        return None
    kind, sizes, numbers = out.split("|")
    shape = [int(size) for size in sizes.split(",")]
    words = {"NaN": "nan", "Inf": "inf", "-Inf": "-inf"}
    flat = [words[number] if number in words else float(number) for number in numbers.split()]
    return {"class": kind, "shape": shape, "values": flat}


def version(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    return (done.stdout or done.stderr).splitlines()[0].strip()


def main():
    tools = {
        "ruby": (lambda text: nested(["ruby", "-e", RUBY], text), version("ruby", "-e", "puts RUBY_VERSION")),
        "php": (lambda text: nested(["php", "-r", PHP], text), version("php", "-r", "echo PHP_VERSION;")),
        "lua": (lambda text: nested(["lua5.4", "-e", LUA], text), version("lua5.4", "-v").split()[1]),
        "ocaml": (ocaml, version("ocaml", "-vnum")),
        "perl": (lambda text: nested(["perl", "-e", PERL], text), version("perl", "-e", "print substr($^V, 1)")),
        "octave": (octave, version("octave", "--no-gui", "--eval", "disp(version())")),
    }
    result = {}
    for language, texts in TEXTS.items():
        tool, number = tools[language]
        result[language] = {"version": number, "cases": [{"text": text, "value": tool(text)} for text in texts]}
    path = pathlib.Path(__file__).with_name("interpreters.json")
    path.write_text(json.dumps(result, indent=2, allow_nan=False) + "\n")


main()
