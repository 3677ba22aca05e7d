export const signs: readonly string[];
export const vensimPieces: readonly string[];
export const xmilePieces: readonly string[];
