export {
  Vectorize,
  type StoredVector,
  type VectorFilter,
  type VectorIndex,
  type VectorMatch,
  type VectorMetadata,
  type VectorQuery,
} from './vectorize.ts';
export { VectorizeModule } from './vectorize.module.ts';
