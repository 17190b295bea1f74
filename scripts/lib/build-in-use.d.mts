export function useBuild(): void;
export function refuseWhileUsed(place?: { folder: string; root: string }): void;
