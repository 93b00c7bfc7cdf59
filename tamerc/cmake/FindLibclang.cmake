# SPDX-License-Identifier: BSD-3-Clause
#
# Target `libclang`: the C interface of clang, 17 or newer, 19 before the others. LIBCLANG_ROOT names a prefix to look in first.

set(LIBCLANG_ROOT "" CACHE PATH "Prefix of an LLVM installation with libclang 17 or newer")

set(libclang_prefixes ${LIBCLANG_ROOT})
foreach(version 19 21 20 18 17)
  list(APPEND libclang_prefixes
    /usr/lib/llvm-${version} /usr/lib/llvm${version} /usr/lib64/llvm${version}
    /usr/local/llvm${version} /opt/homebrew/opt/llvm@${version})
endforeach()

# Does this prefix hold header and library of a new enough one?
function(libclang_try prefix)
  find_path(header_dir clang-c/Index.h PATHS ${prefix}/include NO_DEFAULT_PATH NO_CACHE)
  find_library(library NAMES clang libclang PATHS ${prefix}/lib ${prefix}/lib64 NO_DEFAULT_PATH NO_CACHE)
  libclang_accept("${header_dir}" "${library}")
endfunction()

# LLVM 17 brought clang_getCursorUnaryOperatorKind.
function(libclang_accept header_dir library)
  if(NOT header_dir OR NOT library)
    return()
  endif()
  file(STRINGS ${header_dir}/clang-c/Index.h found REGEX "clang_getCursorUnaryOperatorKind")
  if(found)
    set(LIBCLANG_INCLUDE_DIR ${header_dir} CACHE PATH "Directory of clang-c/Index.h")
    set(LIBCLANG_LIBRARY ${library} CACHE FILEPATH "libclang")
    mark_as_advanced(LIBCLANG_INCLUDE_DIR LIBCLANG_LIBRARY)
  endif()
endfunction()

foreach(prefix ${libclang_prefixes})
  if(NOT LIBCLANG_LIBRARY)
    libclang_try(${prefix})
  endif()
endforeach()

if(NOT LIBCLANG_LIBRARY)
  find_path(header_dir clang-c/Index.h NO_CACHE)
  find_library(library NAMES clang libclang NO_CACHE)
  libclang_accept("${header_dir}" "${library}")
endif()

if(NOT LIBCLANG_LIBRARY)
  message(FATAL_ERROR
    "tamerc needs libclang 17 or newer (Debian: apt-get install libclang-19-dev). "
    "If it is installed in an unusual place, say where: -DLIBCLANG_ROOT=PREFIX, "
    "so that PREFIX/include/clang-c/Index.h and PREFIX/lib/libclang.so exist.")
endif()

add_library(libclang INTERFACE)
target_include_directories(libclang SYSTEM INTERFACE ${LIBCLANG_INCLUDE_DIR})
target_link_libraries(libclang INTERFACE ${LIBCLANG_LIBRARY})
