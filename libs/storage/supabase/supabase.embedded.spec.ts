import { supabaseContract } from './supabase.contract.ts';
import { embeddedBackend } from './testing/backend.ts';

supabaseContract('the embedded database', embeddedBackend);
