export * from './finding.ts';
export * from './run.ts';
export * from './panel.ts';
export * from './trainer-end.ts';
