// Node-API's experimental version runs finalizers inside the garbage collector, where most calls abort the process, and
// offers this function to put them off. Node 20 and 24 have it; the headers of node-api-headers no longer declare it.
#include <node_api.h>

EXTERN_C_START
NAPI_EXTERN napi_status NAPI_CDECL node_api_post_finalizer(node_api_basic_env env,
                                                           napi_finalize finalize_cb,
                                                           void* finalize_data,
                                                           void* finalize_hint);
EXTERN_C_END
