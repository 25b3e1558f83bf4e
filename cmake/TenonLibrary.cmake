# SPDX-License-Identifier: Apache-2.0
# tenon_library(NAME [USES folder…] [LINKS library…])
#
# One folder, one library. USES states the "may use" column of the architecture page: the folders whose headers may be
# included here; what those use in turn comes along. LINKS are other people's libraries, for this folder's .cpp only.
function(tenon_library name)
    cmake_parse_arguments(ARG "" "" "USES;LINKS" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    if(sources)
        add_library(tenon_${name} STATIC ${sources})
        target_precompile_headers(tenon_${name} REUSE_FROM tenon_pch)
        set(scope PUBLIC)
    else()
        add_library(tenon_${name} INTERFACE)
        set(scope INTERFACE)
    endif()
    add_library(tenon::${name} ALIAS tenon_${name})
    set_target_properties(tenon_${name} PROPERTIES EXPORT_NAME ${name})
    target_include_directories(tenon_${name} ${scope}
        $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/src> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/tenon>)
    tenon_install_library(${name})
    target_link_libraries(tenon_${name} ${scope} tenon_settings)
    foreach(folder IN LISTS ARG_USES)
        target_link_libraries(tenon_${name} ${scope} tenon::${folder})
    endforeach()
    if(ARG_LINKS AND sources)
        target_link_libraries(tenon_${name} PRIVATE ${ARG_LINKS})
    endif()
endfunction()

# Headers lie below include/tenon as they lie below src/, so that #include "catalog/table.hpp" is the same line everywhere.
function(tenon_install_library name)
    install(TARGETS tenon_${name} EXPORT tenon ARCHIVE COMPONENT development)
    install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/tenon/${name}
        COMPONENT development FILES_MATCHING PATTERN "*.hpp" PATTERN "*.def")
endfunction()

# What every folder gets without asking: the language level, fmt, and one precompiled header of the standard library.
add_library(tenon_settings INTERFACE)
target_compile_features(tenon_settings INTERFACE cxx_std_20)
set_target_properties(tenon_settings PROPERTIES EXPORT_NAME settings)
install(TARGETS tenon_settings EXPORT tenon)
target_link_libraries(tenon_settings INTERFACE fmt::fmt)

file(WRITE ${CMAKE_BINARY_DIR}/pch.cpp "")
add_library(tenon_pch STATIC ${CMAKE_BINARY_DIR}/pch.cpp)
target_link_libraries(tenon_pch PUBLIC tenon_settings)
target_precompile_headers(tenon_pch PRIVATE
    <algorithm> <array> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <optional> <set> <span>
    <stdexcept> <string> <string_view> <unordered_map> <utility> <variant> <vector> <fmt/format.h>)
