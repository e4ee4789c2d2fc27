export { SupabaseModule } from './supabase.module.ts';
export { SupabaseBackend } from './supabase.backend.ts';
export { SupabaseClient } from './client.supabase.ts';
export { DatabaseError, dataOf, errorOf, rpc } from './rpc.supabase.ts';
export { openEmbedded, type EmbeddedDatabase, type EmbeddedOptions } from './embedded/embedded-database.ts';
