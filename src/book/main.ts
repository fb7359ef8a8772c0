import { bookFiles } from "./book.ts";
import { readChapters, writeBook } from "./files.ts";

/** `npm run book`: writes the language book anew. */
const changed = writeBook(bookFiles(readChapters()));
process.stdout.write(changed.length === 0 ? "The book is as it was.\n" : `${changed.join("\n")}\n`);
