import { describe, expect, test } from "vitest";
import type { TreeNode } from "../../src/engine/protocol.ts";
import {
  broughtIntoSight,
  centredOn,
  firstLook,
  fitting,
  held,
  pinched,
  toPane,
  ZOOM_MOST,
  zoomedAt,
} from "../../src/views/tree/camera.ts";
import { edgePath, familyPath } from "../../src/views/tree/edges.ts";
import { actionOf, startingWith } from "../../src/views/tree/keys.ts";
import { CELL, layOut } from "../../src/views/tree/layout.ts";
import { toOpenNext } from "../../src/views/tree/opening.ts";
import { readingOf } from "../../src/views/tree/reading-order.ts";
import { heatStep, radiusOf, rankLetters, rankStep, STEPS } from "../../src/views/tree/scales.ts";
import { uplineText, wayTo } from "../../src/views/tree/search.ts";

/** A window from a picture: `a(b(d,e),c)`, as the engine may send it: level by level. */
function windowOf(picture: string, more: (name: string) => Partial<TreeNode> = () => ({})): TreeNode[] {
  const nodes: { name: string; parent: string | null; depth: number }[] = [];
  const stack: string[] = [];
  let last = "";
  for (const token of picture.match(/[a-z]+|[()]/g)!) {
    if (token === "(") stack.push(last);
    else if (token === ")") last = stack.pop()!;
    else nodes.push({ name: (last = token), parent: stack.at(-1) ?? null, depth: stack.length });
  }
  const byLevel = nodes.toSorted((a, b) => a.depth - b.depth);
  return byLevel.map(({ name, parent, depth }, person) => {
    const children = byLevel.filter((other) => other.parent === name).length;
    return {
      person: person + 100,
      parent: byLevel.findIndex((other) => other.name === parent),
      id: name.toUpperCase(),
      name,
      customer: false,
      depth,
      side: "",
      children,
      below: children,
      open: children > 0,
      hidden: 0,
      figures: [],
      ...more(name),
    };
  });
}
const named = (nodes: TreeNode[], name: string) => nodes.findIndex((node) => node.name === name);

describe("reading order", () => {
  test("goes branch by branch, whatever the window's order, and declares levels and places", () => {
    const nodes = windowOf("a(b(d,e),c(f))", (name) => (name === "a" ? { hidden: 7 } : {}));
    const reading = readingOf(nodes);
    expect(reading.order.map((index) => nodes[index]!.name).join("")).toBe("abdecf");
    expect(reading.levelOf[named(nodes, "f")]).toBe(3);
    expect([reading.positionOf[named(nodes, "c")], reading.siblingsOf[named(nodes, "c")]]).toEqual([2, 9]);
  });

  test("puts the left child first", () => {
    const nodes = windowOf("a(b,c)", (name) =>
      name === "b" ? { side: "right" } : name === "c" ? { side: "left" } : {},
    );
    expect(
      readingOf(nodes)
        .order.map((index) => nodes[index]!.name)
        .join(""),
    ).toBe("acb");
  });
});

describe("layout", () => {
  const across = (nodes: TreeNode[]) => layOut(nodes, readingOf(nodes), "across");

  test("is the same for the same people, whatever their figures", () => {
    const nodes = windowOf("a(b(d,e),c)");
    const later = nodes.map((node) => ({ ...node, figures: [{ text: "9", size: 9 }] }));
    expect(across(later)).toEqual(across(nodes));
  });

  test("lets no two people of a level touch, in either direction", () => {
    const nodes = windowOf("a(b(d,e,g,h),c(f,i),j,k(l(m,n)))");
    for (const direction of ["across", "down"] as const) {
      const { places } = layOut(nodes, readingOf(nodes), direction);
      for (const [one, a] of places.entries())
        for (const [two, b] of places.entries())
          if (one < two && nodes[one]!.depth === nodes[two]!.depth)
            expect(Math.abs(direction === "across" ? a.y - b.y : a.x - b.x)).toBeGreaterThanOrEqual(
              CELL[direction].breadth - 1e-9,
            );
    }
  });

  test("draws those left out as one more child, and the open side of a pair", () => {
    const wide = windowOf("a(b,c(d))", (name) => (name === "a" ? { hidden: 1430 } : {}));
    const { others } = across(wide);
    expect(others).toMatchObject([{ parent: named(wide, "a"), count: 1430, x: CELL.across.pitch }]);
    const nodes = windowOf("a(b,c(d))", (name) => ({ side: name === "b" ? "left" : "right" }));
    const { vacancies } = across(nodes);
    expect(vacancies).toMatchObject([{ parent: named(nodes, "c"), side: "left" }]);
    expect(vacancies[0]!.y).toBeLessThan(across(nodes).places[named(nodes, "d")]!.y);
  });

  test("takes sides for another tree's where two stand on one", () => {
    const nodes = windowOf("a(b,c,d(e))", () => ({ side: "right" }));
    expect(across(nodes).vacancies).toEqual([]);
  });

  test("of nobody is empty", () =>
    expect(across([])).toMatchObject({ places: [], levels: [], extent: { left: 0, right: 0 } }));

  test("of a long chain is quick and one person wide", () => {
    const chain: TreeNode[] = Array.from({ length: 2000 }, (_, index) => ({
      ...windowOf("a")[0]!,
      person: index,
      parent: index - 1,
      depth: index,
      open: true,
    }));
    const { extent, levels } = across(chain);
    expect([extent.top, extent.bottom, levels.length]).toEqual([0, 0, 2000]);
  });

  test("an edge starts and ends at its people, and a family has one spine", () => {
    expect(edgePath({ x: 0, y: 0 }, { x: 200, y: 40 }, 1, "across")).toMatch(/^M0\.5 0\.5H.*H200\.5$/);
    const children = [-80, -40, 0, 40].map((y) => ({ x: 200, y }));
    expect(familyPath({ x: 0, y: 0 }, children, 1, "across").match(/V/g)).toHaveLength(2);
    expect(familyPath({ x: 0, y: 0 }, [], 1, "across")).toBe("");
  });
});

describe("camera", () => {
  const camera = { left: 30, top: 40, zoom: 1 };
  test("zooming keeps what is under the pointer there", () => {
    const at = { x: 130, y: 240 };
    const closer = zoomedAt(camera, 1.5, at);
    expect(toPane(closer, { x: 100, y: 200 })).toEqual(at);
    expect(zoomedAt(camera, 1000, at).zoom).toBe(ZOOM_MOST);
  });
  test("two fingers move and zoom at once", () => {
    const moved = pinched(
      camera,
      [
        { x: 0, y: 0 },
        { x: 100, y: 0 },
      ],
      [
        { x: 50, y: 10 },
        { x: 250, y: 10 },
      ],
    );
    expect(moved.zoom).toBe(2);
    expect(toPane(moved, { x: 20, y: -40 })).toEqual({ x: 150, y: 10 });
  });
  test("fitting shows everything and never enlarges", () => {
    const size = { width: 600, height: 400 };
    const margins = { left: 20, top: 20, right: 180, bottom: 20 };
    const fit = fitting({ left: 0, top: -500, right: 400, bottom: 500 }, size, margins);
    expect(toPane(fit, { x: 0, y: -500 }).y).toBeGreaterThanOrEqual(20);
    expect(toPane(fit, { x: 400, y: 500 }).y).toBeLessThanOrEqual(380.001);
    expect(fitting({ left: 0, top: 0, right: 0, bottom: 0 }, size, margins).zoom).toBe(1);
  });
  test("a first look is readable: everything if it fits, else the top, moved towards the selected person", () => {
    const size = { width: 600, height: 400 };
    const wide = windowOf("a(b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s)");
    const layout = layOut(wide, readingOf(wide), "across");
    const look = firstLook(layout, size, undefined);
    expect(look.zoom).toBe(0.9);
    expect(toPane(look, layout.places[0]!).y).toBeCloseTo(200);
    const last = layout.places[named(wide, "s")]!;
    expect(toPane(look, last).y).toBeGreaterThan(400);
    expect(toPane(firstLook(layout, size, last), last).y).toBeLessThan(400);
    const few = windowOf("a(b,c)");
    expect(firstLook(layOut(few, readingOf(few), "across"), size, undefined).zoom).toBe(1);
  });
  test("bringing into sight moves as little as needed; centring and holding do what they say", () => {
    const size = { width: 600, height: 400 };
    const margins = { left: 20, top: 20, right: 20, bottom: 20 };
    expect(broughtIntoSight(camera, { x: 100, y: 100 }, size, margins)).toEqual(camera);
    expect(toPane(broughtIntoSight(camera, { x: 900, y: 100 }, size, margins), { x: 900, y: 100 }).x).toBe(
      580,
    );
    expect(toPane(centredOn(camera, { x: 7, y: 9 }, size), { x: 7, y: 9 })).toEqual({ x: 300, y: 200 });
    expect(toPane(held(camera, { x: 10, y: 10 }, { x: 10, y: 90 }), { x: 10, y: 90 })).toEqual(
      toPane(camera, { x: 10, y: 10 }),
    );
  });
});

describe("scales", () => {
  test("areas and colours are monotonous and stay in their bounds", () => {
    const range = { smallest: 0, largest: 100 };
    const values = [0, 1, 10, 50, 100, 500];
    expect(values.map((value) => radiusOf(value, range))).toEqual(
      values.map((value) => radiusOf(value, range)).toSorted((a, b) => a - b),
    );
    expect([heatStep(0, range), heatStep(0.01, range), heatStep(100, range), heatStep(500, range)]).toEqual([
      0,
      1,
      STEPS,
      STEPS,
    ]);
    expect(heatStep(5, { smallest: 0, largest: 0 })).toBe(1);
  });
  test("ranks of short ladders have a colour each; none has none", () => {
    expect([0, 1, 2, 3, 4].map((index) => rankStep(index, 5))).toEqual([1, 3, 5, 6, 8]);
    expect(rankStep(-1, 5)).toBe(0);
    expect(new Set(Array.from({ length: 12 }, (_, index) => rankStep(index, 12))).size).toBe(STEPS);
  });
  test("no two ranks share their letters", () => {
    expect(rankLetters(["Member", "Bronze", "Silver", "Gold", "Diamond"])).toEqual(["M", "B", "S", "G", "D"]);
    const long = [
      "Advocate",
      "Manager",
      "Director",
      "Executive",
      "Elite",
      "Premier",
      "Silver",
      "Gold",
      "Platinum",
      "Diamond",
      "Blue Diamond",
      "Presidential Diamond",
    ];
    expect(rankLetters(long)).toEqual(["A", "M", "D", "E", "El", "P", "S", "G", "Pl", "Di", "BD", "PD"]);
    expect(new Set(rankLetters(["A", "A1", "A2", "AA"])).size).toBe(4);
  });
});

describe("keys", () => {
  const nodes = windowOf("a(b(d,e),c,f)", (name) => (name === "c" ? { children: 3, open: false } : {}));
  const reading = readingOf(nodes);
  const press = (key: string, at: string) => {
    const action = actionOf(key, named(nodes, at), nodes, reading);
    return action?.kind === "move" ? nodes[action.to]!.name : action;
  };
  test("move as the ARIA tree pattern says", () => {
    expect([
      press("ArrowDown", "b"),
      press("ArrowDown", "e"),
      press("ArrowUp", "c"),
      press("Home", "e"),
      press("End", "a"),
    ]).toEqual(["d", "c", "e", "a", "f"]);
    expect([
      press("ArrowRight", "b"),
      press("ArrowLeft", "d"),
      press("ArrowRight", "d"),
      press("ArrowLeft", "a"),
    ]).toEqual(["d", "b", null, { kind: "close", person: 100 }]);
    expect(press("ArrowRight", "c")).toEqual({ kind: "open", people: [nodes[named(nodes, "c")]!.person] });
    expect(press("*", "b")).toEqual({ kind: "open", people: [nodes[named(nodes, "c")]!.person] });
    expect([press("Enter", "d"), press("x", "d")]).toEqual([
      { kind: "select", person: nodes[named(nodes, "d")]!.person },
      null,
    ]);
  });
  test("letters find names, going round", () => {
    expect(startingWith("e", named(nodes, "f"), nodes, reading)).toBe(named(nodes, "e"));
    expect(startingWith("z", 0, nodes, reading)).toBeNull();
  });
});

describe("first look and search", () => {
  test("branches open level by level until the rows are full", () => {
    const closed = (children: number, person: number, depth: number): TreeNode => ({
      ...windowOf("a")[0]!,
      person,
      depth,
      children,
      below: children,
      open: false,
    });
    expect(toOpenNext([closed(60, 0, 0)])).toEqual([0]);
    expect(toOpenNext([closed(4, 1, 1), closed(9, 2, 1), closed(30, 3, 1)], 14)).toEqual([3]);
    expect(
      toOpenNext(
        [{ ...closed(3, 0, 0), open: true }, closed(4, 1, 1), closed(9, 2, 1), closed(30, 3, 1)],
        14,
      ),
    ).toEqual([2, 1]);
    expect(toOpenNext([{ ...closed(3, 0, 0), children: 0 }])).toBeNull();
  });
  test("a long chain is not opened to its end, though it takes one row", () => {
    const chain = (levels: number): TreeNode[] =>
      Array.from({ length: levels }, (_, depth) => ({
        ...windowOf("a")[0]!,
        person: depth,
        depth,
        children: 1,
        below: 1000,
        open: depth < levels - 1,
      }));
    expect(toOpenNext(chain(4))).toEqual([3]);
    expect(toOpenNext(chain(9))).toBeNull();
  });
  test("the way to a person opens everybody above, and leaves a branch that is not theirs", () => {
    const upline = [
      { person: 5, id: "5", name: "Eva" },
      { person: 1, id: "1", name: "Ann" },
    ];
    expect(wayTo({ person: 9, upline }, null, [1, 2])).toEqual({ focus: null, open: [1, 2, 5] });
    expect(wayTo({ person: 9, upline }, 5, [])).toMatchObject({ focus: 5 });
    expect(wayTo({ person: 9, upline }, 3, [])).toMatchObject({ focus: null });
    expect(uplineText(upline)).toBe("Ann › Eva");
    expect(uplineText(["d", "c", "b", "a"].map((name) => ({ person: 0, id: name, name })))).toBe(
      "a › … › c › d",
    );
  });
});
