/** An example: a plan with the people it is shown on. `examples/gallery.ts` lists them. */
export type GalleryEntry = {
  readonly name: string;
  readonly title: string;
  /** What is worth seeing here, in one sentence. */
  readonly sentence: string;
  readonly plan: string;
  readonly people: string;
  readonly orders: string | null;
};
