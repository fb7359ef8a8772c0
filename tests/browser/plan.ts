/** A small plan that is right, with something of everything that the editor knows. */
export const PLAN = String.raw`plan "Small" {
  currency USD
  period   month
  1 CV = $1.00
}

input PV : volume                      # points on a person's own orders
input CV : volume
param unlock = 100 from 50 to 200 step 10

measure active = PV >= unlock          # who counts
measure GV     = PV + sum(PV in downline)

ranks Title {
  | rank   | PV >= _ |
  | Bronze |      50 |
  | Gold   |   1,000 |
}

table rates(Title, level) {
  | Title \ level |  1 |    2 |
  | Bronze        | 5% | 2.5% |
  | Gold          | 8% |   4% |
}

bonus Team "Team commission" {
  on CV up sponsor
  counting active
  pays rates(Title, level)
}

example "two levels" {
  Ann   150
    Bob 120
  expect Ann.GV = 270
}
`;
