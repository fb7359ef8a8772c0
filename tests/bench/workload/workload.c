/*
 * The yardstick: what workload.plan says, written by hand for a machine. 64-bit integers, half-even rounding, people in
 * preorder, so that children come before their parents when the loop runs backwards and the open ancestors' sums stay in
 * slots by depth. cc -O3 -march=native workload.c; ./a.out FILE RUNS prints the median time and a sum of each column.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef int64_t i64;
enum { RANKS = 8, LEVELS = 7, STEPS = 8, DEEPEST = 65536 };
#define BLANK INT64_MIN

/* Volumes and money in hundredths, rates in per cent: products in ten thousandths. */
static i64 unlock = 5000, binary_rate = 10, binary_most = 200000;
static i64 need_pv[RANKS] = {BLANK, 5000, 5000, 10000, 10000, 10000, 10000, 10000};
static i64 need_outside[RANKS] = {BLANK, BLANK, 10000, 20000, 50000, 100000, 250000, 500000};
static i64 need_counted[RANKS] = {BLANK, 50000, 150000, 500000, 1000000, 2500000, 7500000, 25000000};
static i64 leg_cap[RANKS] = {0, 25000, 75000, 250000, 500000, 1250000, 3750000, 12500000};
static int leg_rank[RANKS] = {-1, -1, -1, 2, 3, 3, 5, 6};
static int need_legs[RANKS] = {0, 0, 0, 2, 2, 3, 3, 4};
static i64 unilevel[RANKS][LEVELS] = {
    {5}, {5, 5}, {5, 5, 5}, {5, 5, 5, 4}, {5, 5, 5, 4, 3}, {5, 5, 5, 4, 3, 2}, {5, 5, 5, 4, 3, 2, 1}, {5, 5, 5, 5, 4, 3, 2}};
static i64 step_from[STEPS] = {BLANK, 10000, 30000, 100000, 200000, 400000, 700000, 1000000};
static i64 step_rate[STEPS] = {0, 3, 6, 9, 12, 15, 18, 21};
static i64 match[RANKS][2] = {{0}, {0}, {0}, {5}, {5, 5}, {10, 5}, {10, 10}, {15, 10}};

typedef struct {
  i64 volume, strongest;
  i64 level[LEVELS];      /* volume that will stand on level i + 1 of whoever is above */
  i64 reached[STEPS];     /* volume by the highest step that it has passed */
  i64 earned[2];          /* Team, by level of the match */
  int32_t legs[RANKS];    /* legs by the highest rank in them */
  int32_t best;           /* the highest rank in this branch so far */
} Slot;
typedef struct { i64 sum[2]; } Pair;

static i64 people;
static i64 *pv, *gv, *strongest, *team, *steps, *binary, *matching, *summit;
static int32_t *person, *place;
static uint16_t *depth, *placed_depth;
static uint8_t *side;
static int8_t *title;
static Slot slots[DEEPEST + 1];
static Pair pairs[DEEPEST + 1];

/* Half-even to hundredths of what is in ten thousandths. */
static inline i64 cents(i64 exact) {
  i64 floor = exact / 100, rest = exact % 100;
  if (rest < 0) { floor--; rest += 100; }
  return floor + (rest > 50 || (rest == 50 && (floor & 1)));
}

static int by_person(const void *a, const void *b) { return person[*(int32_t *)a] - person[*(int32_t *)b]; }

static void evaluate(void) {
  i64 company = 0, rubies = 0;
  int deep = -1;
  for (i64 i = people - 1; i >= 0; i--) {
    int d = depth[i];
    /* Who is deeper than the last one opens the slots in between. */
    while (deep < d) { deep++; memset(&slots[deep + 1], 0, sizeof(Slot)); slots[deep + 1].best = -1; slots[deep + 1].strongest = BLANK; }
    Slot *below = &slots[d + 1], *here = &slots[d];
    if (deep > d) deep = d;
    i64 own = pv[i], total = own + below->volume, top = below->strongest == BLANK ? 0 : below->strongest;
    i64 outside = total - top;
    int32_t at_least[RANKS + 1];
    at_least[RANKS] = 0;
    for (int r = RANKS - 1; r >= 0; r--) at_least[r] = at_least[r + 1] + below->legs[r];
    int rank = -1;
    for (int r = 0; r < RANKS; r++) {
      i64 counted = total - (top > leg_cap[r] ? top - leg_cap[r] : 0);
      if (own < need_pv[r] || outside < need_outside[r] || counted < need_counted[r] ||
          (need_legs[r] > 0 && at_least[leg_rank[r]] < need_legs[r])) break;
      rank = r;
    }
    int active = own >= unlock;
    i64 pay = 0;
    for (int l = 0; l < LEVELS; l++) pay += below->level[l] * unilevel[rank][l];
    i64 my_team = active ? cents(pay) : 0;
    int step = 0;
    while (step + 1 < STEPS && total >= step_from[step + 1]) step++;
    i64 differential = own * step_rate[step], under = own;
    for (int s = 0; s < step; s++) {
      differential += below->reached[s] * (step_rate[step] - step_rate[s]);
      under += below->reached[s];
    }
    int counts = rank >= 2;
    i64 my_match = counts ? cents(below->earned[0] * match[rank][0] + below->earned[1] * match[rank][1]) : 0;

    gv[i] = total; strongest[i] = top; title[i] = (int8_t)rank;
    team[i] = my_team; steps[i] = cents(differential); matching[i] = my_match;
    company += own; rubies += rank >= 5;

    /* What goes on to whoever is above. */
    here->volume += total;
    if (total > here->strongest) here->strongest = total;
    if (active) {
      here->level[0] += own;
      for (int l = 1; l < LEVELS; l++) here->level[l] += below->level[l - 1];
    } else {
      here->level[0] += own + below->level[0];
      for (int l = 1; l < LEVELS; l++) here->level[l] += below->level[l];
    }
    here->reached[step] += under;
    for (int s = step; s < STEPS; s++) here->reached[s] += below->reached[s];
    if (counts) { here->earned[0] += my_team; here->earned[1] += below->earned[0]; }
    else { here->earned[0] += my_team + below->earned[0]; here->earned[1] += below->earned[1]; }
    int best = rank > below->best ? rank : below->best;
    if (best >= 0) here->legs[best]++;
    if (best > here->best) here->best = best;
    memset(below, 0, sizeof(Slot)); below->best = -1; below->strongest = BLANK;
  }

  deep = -1;
  for (i64 i = people - 1; i >= 0; i--) {
    int d = placed_depth[i];
    while (deep < d) { deep++; memset(&pairs[deep + 1], 0, sizeof(Pair)); }
    if (deep > d) deep = d;
    Pair *below = &pairs[d + 1];
    i64 at = place[i], left = below->sum[0], right = below->sum[1];
    i64 matched = pv[at] >= unlock ? (left < right ? left : right) : 0;
    if (matched < 0) matched = 0;
    i64 pay = cents(matched * binary_rate);
    binary[at] = pay > binary_most ? binary_most : pay;
    pairs[d].sum[side[i]] += pv[at] + left + right;
    memset(below, 0, sizeof(Pair));
  }

  /* Two per cent of everything, to the cent, in equal shares; the cents over to whoever joined first. */
  i64 pot = company * 2 / 100;
  for (i64 i = 0; i < people; i++) summit[i] = rubies > 0 && title[i] >= 5 ? pot / rubies : 0;
  if (rubies > 0) {
    int32_t *all = malloc(rubies * sizeof *all);
    i64 n = 0, over = pot % rubies;
    for (i64 i = 0; i < people; i++) if (title[i] >= 5) all[n++] = (int32_t)i;
    qsort(all, n, sizeof *all, by_person);
    for (i64 k = 0; k < over; k++) summit[all[k]]++;
    free(all);
  }
}

static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1e3 + t.tv_nsec / 1e6; }
static int compare(const void *a, const void *b) { double x = *(double *)a, y = *(double *)b; return (x > y) - (x < y); }
static void *room(size_t bytes) { void *p = aligned_alloc(64, (bytes + 63) & ~(size_t)63); memset(p, 0, bytes); return p; }
static void *part(FILE *file, size_t bytes) {
  void *p = room(bytes);
  if (fread(p, 1, bytes, file) != bytes) exit(2);
  return p;
}
static void say(const char *name, const i64 *column) {
  i64 sum = 0, mixed = 0;
  for (i64 i = 0; i < people; i++) { sum += column[i]; mixed += column[i] * (person[i] % 1009 + 1); }
  printf("%s %lld %lld\n", name, (long long)sum, (long long)mixed);
}

int main(int argc, char **argv) {
  FILE *file = argc > 2 ? fopen(argv[1], "rb") : NULL;
  if (!file || fread(&people, 8, 1, file) != 1) return 2;
  pv = part(file, people * 8); person = part(file, people * 4); place = part(file, people * 4);
  depth = part(file, people * 2); placed_depth = part(file, people * 2); side = part(file, people);
  fclose(file);
  i64 **columns[] = {&gv, &strongest, &team, &steps, &binary, &matching, &summit};
  for (int c = 0; c < 7; c++) *columns[c] = room(people * 8);
  title = room(people);
  for (int d = 0; d <= DEEPEST; d++) { memset(&slots[d], 0, sizeof(Slot)); slots[d].best = -1; slots[d].strongest = BLANK; }
  int runs = atoi(argv[2]);
  double *times = malloc(runs * sizeof *times);
  for (int r = 0; r < runs; r++) { double start = now(); evaluate(); times[r] = now() - start; memset(&slots[0], 0, sizeof(Slot)); slots[0].best = -1; slots[0].strongest = BLANK; memset(&pairs[0], 0, sizeof(Pair)); }
  qsort(times, runs, sizeof *times, compare);
  printf("milliseconds %.3f\n", times[runs / 2]);
  i64 *titles = room(people * 8);
  for (i64 i = 0; i < people; i++) titles[i] = title[i];
  say("GV", gv); say("strongest", strongest); say("Title", titles); say("Team", team); say("Step", steps);
  say("Binary", binary); say("Match", matching); say("Summit", summit);
  return 0;
}
