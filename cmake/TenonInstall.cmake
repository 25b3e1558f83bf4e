# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` and CPack put where: the tool with its manual page and completions (component tool), the
# libraries for find_package(tenon) (component development).
include(CMakePackageConfigHelpers)

set(extras ${CMAKE_BINARY_DIR}/extras)
add_custom_command(OUTPUT ${extras}/tenon.1 ${extras}/tenon ${extras}/_tenon ${extras}/tenon.fish
    COMMAND ${CMAKE_COMMAND} -E make_directory ${extras}
    COMMAND tenon manual > ${extras}/tenon.1
    COMMAND tenon completions bash > ${extras}/tenon
    COMMAND tenon completions zsh > ${extras}/_tenon
    COMMAND tenon completions fish > ${extras}/tenon.fish
    DEPENDS tenon
    COMMENT "Writing the manual page and the completions"
    VERBATIM)
add_custom_target(tenon_extras ALL DEPENDS ${extras}/tenon.1)

install(TARGETS tenon RUNTIME COMPONENT tool)
install(FILES ${extras}/tenon.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT tool)
install(FILES ${extras}/tenon DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT tool)
install(FILES ${extras}/_tenon DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT tool)
install(FILES ${extras}/tenon.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT tool)
install(FILES LICENSE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT tool)

set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/tenon)
install(EXPORT tenon NAMESPACE tenon:: FILE tenonTargets.cmake DESTINATION ${config_folder} COMPONENT development)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/tenonConfig.cmake.in ${CMAKE_BINARY_DIR}/tenonConfig.cmake
    INSTALL_DESTINATION ${config_folder})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/tenonConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/tenonConfig.cmake ${CMAKE_BINARY_DIR}/tenonConfigVersion.cmake
    ${CMAKE_CURRENT_LIST_DIR}/TenonDependencies.cmake DESTINATION ${config_folder} COMPONENT development)

# `cpack --config build/release/CPackConfig.cmake` makes tenon_….deb and tenon-dev_….deb.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The Tenon authors")
set(CPACK_PACKAGE_VENDOR "Tenon")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL tool development)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION database)
set(CPACK_DEBIAN_TOOL_PACKAGE_NAME tenon)
set(CPACK_DEBIAN_TOOL_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_TOOL_PACKAGE_RECOMMENDS "postgresql-15")
set(CPACK_COMPONENT_TOOL_DESCRIPTION "Joinery for PostgreSQL\nTurns requirements and queries into a schema that is proven on a real PostgreSQL.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME tenon-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "libfmt-dev, libboost-json1.81-dev, libyaml-cpp-dev, libcli11-dev, libpq-dev, libpg-query-dev, libsodium-dev, libgraphviz-dev")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "Joinery for PostgreSQL: libraries\nStatic libraries and headers for find_package(tenon).")
include(CPack)
