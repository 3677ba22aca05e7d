export function textsWith(ending: RegExp): readonly string[];
