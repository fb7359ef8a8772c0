import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import type { LaunchOptions } from "playwright";

/**
 * The Chromium of `@sparticuz/chromium`, for machines that have none. The package unpacks itself only on the hosts that it
 * was made for, into a shared folder whose content it trusts, without the libraries that a bare system lacks, with fonts
 * that only its own host finds. So it is unpacked here: once, whole (into a folder beside, then renamed), with its own
 * NSS and expat on the library path and a font configuration that names the real folder. Its default flags are not used:
 * they switch off the isolation between processes, which is what a test of a page should find faults in.
 */
export async function npmChromium(flags: readonly string[]): Promise<LaunchOptions> {
  const packageRoot = findPackage();
  const { version } = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8")) as {
    version: string;
  };
  const folder = join(dirname(dirname(packageRoot)), ".cache", `chromium-${version}`);
  if (!existsSync(join(folder, "complete"))) await unpack(packageRoot, folder, version);

  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env))
    if (value !== undefined && name !== "FONTCONFIG_FILE") env[name] = value;
  env.LD_LIBRARY_PATH = [join(folder, "al2023", "lib"), env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  env.FONTCONFIG_PATH = join(folder, "fonts");
  return {
    executablePath: join(folder, "chromium"),
    args: [...flags, "--no-zygote", "--font-render-hinting=none"],
    env,
    headless: true,
  };
}

function findPackage(): string {
  let folder = dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium"));
  while (!existsSync(join(folder, "bin", "chromium.br"))) {
    if (folder === dirname(folder)) throw new Error("@sparticuz/chromium is installed without its browser");
    folder = dirname(folder);
  }
  return folder;
}

async function unpack(packageRoot: string, folder: string, version: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const fresh = await mkdtemp(`${folder}-`);
  const tar = createRequire(join(packageRoot, "package.json"))("tar-fs") as {
    extract(into: string): NodeJS.WritableStream;
  };
  const expand = (file: string, into: NodeJS.WritableStream) =>
    pipeline(createReadStream(join(packageRoot, "bin", file)), createBrotliDecompress(), into);
  await Promise.all([
    expand("chromium.br", createWriteStream(join(fresh, "chromium"))),
    expand("al2023.tar.br", tar.extract(join(fresh, "al2023"))),
    expand("fonts.tar.br", tar.extract(join(fresh, "fonts"))),
    expand("swiftshader.tar.br", tar.extract(fresh)),
  ]);
  await chmod(join(fresh, "chromium"), 0o755);
  // The packed configuration names only folders of its own host: without any font text has no height at all.
  await writeFile(
    join(fresh, "fonts", "fonts.conf"),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(folder, "fonts")}</dir><cachedir>${join(folder, "fonts-cache")}</cachedir></fontconfig>`,
  );
  await writeFile(join(fresh, "complete"), version);
  try {
    await rename(fresh, folder);
  } catch (error) {
    // Another process was faster: its folder is as good.
    if (!existsSync(join(folder, "complete"))) throw error;
    await rm(fresh, { recursive: true });
  }
}
