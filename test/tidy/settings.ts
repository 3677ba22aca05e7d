import type { Violation } from "./sources.js";

interface PackageJson {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export function dependenciesOf(text: string): ReadonlySet<string> {
  const { dependencies, optionalDependencies } = JSON.parse(text) as PackageJson;
  return new Set(Object.keys({ ...dependencies, ...optionalDependencies }));
}

export function devDependenciesOf(text: string): ReadonlySet<string> {
  const { devDependencies } = JSON.parse(text) as PackageJson;
  return new Set(Object.keys({ ...devDependencies }));
}

/** Versions are exact, so that two installations are the same. */
export function versionViolations(text: string): readonly Violation[] {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(text) as PackageJson;
  const versions = { ...dependencies, ...devDependencies, ...optionalDependencies };
  return Object.entries(versions)
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) =>
      at("package.json", text, `"${name}"`, `${name} ${version} is not one exact version`),
    );
}

/** The lock file names no registry, so that any may serve it. */
export function lockViolations(text: string): readonly Violation[] {
  return text.split("\n").flatMap((line, index) => {
    if (!/"resolved":|https?:\/\/(?!opencollective|github\.com\/sponsors)[^"]*\.tgz/.test(line))
      return [];
    const message = "an address of a registry: install with omit-lockfile-registry-resolved";
    return [{ path: "package-lock.json", line: index + 1, message }];
  });
}

interface Tsconfig {
  readonly extends?: string;
  readonly compilerOptions?: {
    readonly types?: readonly string[];
    readonly lib?: readonly string[];
  };
}

/** Rooms below `show` see neither Node nor the DOM. */
export function ambientViolations(path: string, text: string): readonly Violation[] {
  const { compilerOptions = {} } = JSON.parse(text) as Tsconfig;
  const { types, lib } = compilerOptions;
  const isBase = path === "tsconfig.base.json";
  const messages = [
    (isBase && types === undefined) || (types ?? []).length > 0
      ? '"types" is not []: rooms would see what Node declares'
      : "",
    (isBase && lib === undefined) || (lib ?? []).some((name) => !/^ES\d{4}$/i.test(name))
      ? '"lib" is more than ECMAScript: rooms would see the DOM'
      : "",
  ];
  return messages
    .filter((message) => message !== "")
    .map((message) => at(path, text, '"compilerOptions"', message));
}

function at(path: string, text: string, where: string, message: string): Violation {
  const before = text.slice(0, Math.max(0, text.indexOf(where)));
  return { path, line: before.split("\n").length, message };
}
