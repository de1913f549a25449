using NUnit.Framework;

// Scenarios share the stack and nothing else, and mostly wait; those tagged @exclusive run alone, and those of a feature tagged @sequential take turns.
[assembly: Parallelizable(ParallelScope.All)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[assembly: LevelOfParallelism(8)]
