export { Kv, type KvEntry, type KvKey, type KvMetadata, type KvOptions, type KvWrite } from './kv.ts';
export { KvModule } from './kv.module.ts';
