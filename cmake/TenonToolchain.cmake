# SPDX-License-Identifier: Apache-2.0
# Compiler, linker and cache settings that every target shares.
include(CheckLinkerFlag)

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

find_program(TENON_CCACHE ccache)
if(TENON_CCACHE)
    # Precompiled headers are only cached when ccache may ignore their macros and times.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${TENON_CCACHE})
endif()

check_linker_flag(CXX -fuse-ld=mold TENON_HAS_MOLD)
if(TENON_HAS_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)  # ccache needs it to see through a precompiled header
endif()

set(TENON_SANITIZE "" CACHE STRING "Sanitizers to build with, for example address,undefined")
if(TENON_SANITIZE)
    add_compile_options(-fsanitize=${TENON_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${TENON_SANITIZE})
endif()

option(TENON_FUZZ "Build the libFuzzer programs instead of the tests; needs clang" OFF)
if(TENON_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

option(TENON_TIDY "Run clang-tidy on every file, warnings as errors" OFF)
if(TENON_TIDY)
    find_program(TENON_CLANG_TIDY NAMES clang-tidy-16 REQUIRED)
    set(CMAKE_CXX_CLANG_TIDY ${TENON_CLANG_TIDY} --warnings-as-errors=*)
endif()
