export function holdBuild(): void;
export function refuseWhileUsed(place?: { folder: string; root: string }): void;
